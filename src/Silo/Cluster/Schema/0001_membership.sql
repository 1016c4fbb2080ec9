-- Who is in the cluster. Orleans' ADO.NET provider reads its statements from table OrleansQuery by key, and asks only that
-- their parameters and columns have the names it knows; the tables behind them are our own.

CREATE TABLE cluster_version
(
    cluster text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0 -- raised with every change, so that of two silos that saw the same one only the first may write
);

CREATE TABLE cluster_member
(
    cluster       text        NOT NULL REFERENCES cluster_version ON DELETE CASCADE,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL, -- a process that begins anew on the same port is another member
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL, -- Orleans' SiloStatus: 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead
    client_port   integer     NOT NULL, -- 0: takes no clients
    suspect_times text,                 -- who has missed it and when: address,time|address,time
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE OrleansQuery
(
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $$
    WITH added AS (INSERT INTO cluster_version (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) FROM added
$$),
('InsertMembershipKey', $$
    WITH raised AS (
        UPDATE cluster_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version
          AND NOT EXISTS (SELECT FROM cluster_member
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    added AS (
        INSERT INTO cluster_member (cluster, address, port, generation, silo_name, host_name, status, client_port, started_at, alive_at)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
        RETURNING 1)
    SELECT count(*) FROM added
$$),
('UpdateMembershipKey', $$
    WITH raised AS (
        UPDATE cluster_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version
          AND EXISTS (SELECT FROM cluster_member
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster),
    changed AS (
        UPDATE cluster_member member SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        FROM raised
        WHERE member.cluster = raised.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*) FROM changed
$$),
-- No new version: that a silo lives is no change of the membership.
('UpdateIAmAlivetimeKey', $$
    UPDATE cluster_member SET alive_at = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- Outer joins: the version is wanted even of a cluster, or a silo, that has no row.
('MembershipReadAllKey', $$
    SELECT version AS Version, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
        status AS Status, client_port AS ProxyPort, suspect_times AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime
    FROM cluster_version LEFT JOIN cluster_member USING (cluster)
    WHERE cluster = @DeploymentId
$$),
('MembershipReadRowKey', $$
    SELECT version AS Version, member.address AS Address, member.port AS Port, member.generation AS Generation,
        silo_name AS SiloName, host_name AS HostName, status AS Status, client_port AS ProxyPort, suspect_times AS SuspectTimes,
        started_at AS StartTime, alive_at AS IAmAliveTime
    FROM cluster_version known LEFT JOIN cluster_member member
        ON member.cluster = known.cluster AND member.address = @Address AND member.port = @Port AND member.generation = @Generation
    WHERE known.cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address AS Address, client_port AS ProxyPort, generation AS Generation
    FROM cluster_member
    WHERE cluster = @DeploymentId AND status = @Status AND client_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM cluster_version WHERE cluster = @DeploymentId
$$),
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM cluster_member WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$);
