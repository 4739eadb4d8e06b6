"""Aurora DSQL's own connectors and boto3's tokens, unchanged; psql by verified TLS, a password or a token."""

import os
import shutil
import subprocess

import boto3
import psycopg
import pytest
from aurora_dsql_asyncpg import connect as connect_asyncpg
from aurora_dsql_psycopg import DSQLConnection
from aurora_dsql_psycopg2 import connect as connect_psycopg2
from botocore.config import Config

HOST = "abcdefghijklmnopqrst123456.dsql.us-east-1.on.aws"
ARN = "arn:aws:iam::000000000000:user/app"

pytestmark = pytest.mark.skipif(
    "AIRGLOW_BIN" not in os.environ or shutil.which("openssl") is None,
    reason="needs AIRGLOW_BIN, and openssl for a certificate authority",
)


def authority(folder):
    """A certificate for HOST and this machine, by a CA of this run's own: the paths of CA, certificate and key."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    (folder / "names").write_text("subjectAltName=DNS:localhost,DNS:*.dsql.us-east-1.on.aws,IP:127.0.0.1")
    for step in [
        ["req", "-x509", *key, "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=a CA of the tests"],
        ["req", *key, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
         "-extfile", "names", "-out", "cert.pem"],
    ]:  # fmt: skip
        subprocess.run(["openssl", *step], cwd=folder, check=True, capture_output=True)
    return [str(folder / name) for name in ("ca.pem", "cert.pem", "key.pem")]


class House:
    """A server with a key in the environment: where it is, and how it is reached."""

    def __init__(self, url, ca, data):
        self.url, self.ca, self.data = url, ca, data
        self.port = int(url.rsplit(":", 1)[1].split("/")[0])

    def airglow(self, *words):
        return subprocess.run(
            [os.environ["AIRGLOW_BIN"], *words, "--data", self.data], check=True, capture_output=True, text=True
        ).stdout

    def dsn(self, user, host="localhost", **more):
        """A connection string without a password, which verifies the server."""
        query = {"sslmode": "verify-full", "sslrootcert": self.ca, **more}
        pairs = "&".join(f"{name}={value}" for name, value in query.items())
        return f"postgresql://{user}@{host}:{self.port}/postgres?{pairs}"

    def psql(self, dsn, password):
        environment = {**os.environ, "PGPASSWORD": password}
        command = [psql(), "-XAtc", "select current_user", dsn]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


def psql():
    found = shutil.which("psql")
    return found or pytest.skip("there is no psql")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder, data = tmp_path_factory.mktemp("ca"), str(tmp_path_factory.mktemp("airglow"))
    ca, certificate, key = authority(folder)
    command = [os.environ["AIRGLOW_BIN"], "start", "--data", data, "--listen", "127.0.0.1:0"]
    command += ["--tls-cert", certificate, "--tls-key", key]
    before = dict(os.environ)
    log = open(folder / "log", "w")
    environment = {**before, "AIRGLOW_LOG": "trace"}
    with log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as server:
        ready = next((line for line in server.stdout if line.startswith("ready: ")), None)
        try:
            assert ready, "the server ended before it was ready"
            house = House(ready.removeprefix("ready: ").strip(), ca, data)
            house.log = folder / "log"
            for line in house.airglow("key", "create", "app").splitlines():
                name, value = line.removeprefix("export ").split("=", 1)
                os.environ[name] = value
            with psycopg.connect(house.url, autocommit=True) as conn:
                conn.execute("create role app login")
                conn.execute("create role word login password 'p w'")
                conn.execute(f"AWS IAM GRANT app TO '{ARN}'")
            yield house
        finally:
            os.environ.clear()
            os.environ.update(before)
            server.terminate()
            server.stdout.close()


@pytest.mark.parametrize("user", ["admin", "app"])
def test_psycopg_connector(house, user):
    # libpq verifies the name and shows it in TLS, and dials the address.
    options = {"hostaddr": "127.0.0.1", "port": house.port, "sslmode": "verify-full", "sslrootcert": house.ca}
    with DSQLConnection.connect(host=HOST, user=user, **options) as conn:
        assert conn.execute("select current_user").fetchone() == (user,)
        application = conn.execute("select current_setting('application_name')").fetchone()[0]
        assert application.startswith("aurora-dsql-python-psycopg/")


def test_psycopg2_connector(house):
    conn = connect_psycopg2(house.dsn("app", region="us-east-1"))
    with conn.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("app",)
    conn.close()


def test_asyncpg_connector(house):
    import asyncio
    import ssl

    async def ask():
        trusted = ssl.create_default_context(cafile=house.ca)
        dsn = f"postgresql://admin@localhost:{house.port}/postgres?region=us-east-1"
        conn = await connect_asyncpg(dsn, ssl=trusted)
        try:
            return await conn.fetchval("select current_user::text")
        finally:
            await conn.close()

    assert asyncio.run(ask()) == "admin"


def signed(admin, host="localhost", **more):
    """A token as boto3 makes it."""
    client = boto3.client("dsql", region_name="us-east-1", config=Config(parameter_validation=False))
    make = client.generate_db_connect_admin_auth_token if admin else client.generate_db_connect_auth_token
    return make(Hostname=host, Region="us-east-1", **more)


@pytest.mark.parametrize("user", ["admin", "app"])
def test_boto3_token_is_a_password(house, user):
    with psycopg.connect(house.dsn(user), password=signed(user == "admin", ExpiresIn=60)) as conn:
        assert conn.execute("select current_user").fetchone() == (user,)


def test_boto3_token_of_the_other_kind_is_refused(house):
    for user, other in [("admin", "DbConnect"), ("app", "DbConnectAdmin")]:
        with pytest.raises(psycopg.OperationalError, match=f"Wrong user to action mapping. user: {user}, action: {other}"):
            psycopg.connect(house.dsn(user), password=signed(user != "admin"))
    with pytest.raises(psycopg.OperationalError, match='IAM authentication failed for user "app"'):
        psycopg.connect(house.dsn("app"), password=signed(False, host="elsewhere.example.com"))


def test_psql_by_password_bound_to_the_channel(house):
    for more in [{}, {"channel_binding": "require"}]:
        answer = house.psql(house.dsn("word", **more), "p w")
        assert (answer.stdout, answer.stderr) == ("word\n", "")
    assert "password authentication failed" in house.psql(house.dsn("word"), "wrong").stderr


def test_psql_by_token_and_a_role_with_both_by_either(house):
    token = house.airglow("token").strip()
    assert house.psql(house.dsn("admin"), token).stdout == "admin\n"
    password = psycopg.conninfo.conninfo_to_dict(house.url)["password"]
    assert house.psql(house.dsn("admin"), password).stdout == "admin\n"
    # A client that insists on SCRAM says so in a way that the server can hear.
    bound = house.dsn("admin", channel_binding="require", options="-c%20channel_binding%3Drequire")
    assert house.psql(bound, password).stdout == "admin\n"


def test_no_secret_is_in_the_log_at_its_loudest(house):
    token, password = house.airglow("token").strip(), psycopg.conninfo.conninfo_to_dict(house.url)["password"]
    signature = token.split("X-Amz-Signature=")[1].split("&")[0]
    altered = token.replace("X-Amz-Date=2", "X-Amz-Date=1")
    assert house.psql(house.dsn("admin"), token).returncode == 0
    assert house.psql(house.dsn("admin"), altered).returncode != 0
    assert house.psql(house.dsn("admin"), "hush" + password).returncode != 0
    assert house.psql(house.dsn("word"), "p w").returncode == 0
    log = house.log.read_text()
    assert "a token was refused" in log
    for secret in [os.environ["AWS_SECRET_ACCESS_KEY"], signature, password, "p w", "hush"]:
        assert secret not in log


def test_a_secret_is_in_no_file_but_the_keys(house):
    secret = os.environ["AWS_SECRET_ACCESS_KEY"].encode()
    holders = []
    for folder, _, files in os.walk(house.data):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                if secret in file.read():
                    holders.append((name, os.stat(path).st_mode & 0o777))
    assert holders == [("keys.json", 0o600)]
