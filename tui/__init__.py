"""What officers see and press. Shows views, runs services, decides nothing."""
