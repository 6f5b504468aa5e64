import pytest
from sqlalchemy import Engine
@pytest.mark.parametrize("n", range(100))
def test_x(engine: Engine, n: int) -> None:
    with engine.begin() as c:
        c.exec_driver_sql("create table t(x int)")
