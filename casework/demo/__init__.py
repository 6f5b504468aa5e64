"""A fictional region to try the product on. Every person, number and place is invented.

It makes facts and knows nothing of the rules' answers: people are punctual, careless or
evading, prisons forget to tell of releases, and what the check makes of it is its affair.
`casework.demo_region` puts it on record.
"""
