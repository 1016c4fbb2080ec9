using EcgStream.History.Schema;
using Npgsql;

namespace EcgStream.History.Tests;

/// <summary>
/// A backup for machines that have PostgreSQL's server without pg_dump. As pg_dump does, it reads all tables in one transaction that
/// sees one moment, and as pg_restore does, it writes them into another database and sets the identity columns behind the last key.
/// </summary>
internal static class PostgresSnapshot
{
    /// <param name="from">Connection string of a schema, which may be written meanwhile.</param>
    /// <param name="to">Connection string of a schema of the same name in an empty database.</param>
    internal static void Copy(string from, string to)
    {
        using var source = Open(from);
        using var moment = source.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        using var target = Open(to);
        PostgresSchema.Execute(target, $"CREATE SCHEMA {new NpgsqlConnectionStringBuilder(to).SearchPath}");
        PostgresMigrator.Apply(target, PostgresMigrator.History);

        var tables = Names(source, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()");
        Assert.Equal(tables.Order(), Names(target, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").Order());
        PostgresSchema.Execute(target, $"TRUNCATE {string.Join(", ", tables)}"); // rows that the schema's scripts insert
        foreach (var table in tables)
        {
            using var read = source.BeginRawBinaryCopy($"COPY {table} TO STDOUT (FORMAT binary)");
            using var write = target.BeginRawBinaryCopy($"COPY {table} FROM STDIN (FORMAT binary)");
            read.CopyTo(write);
        }

        foreach (var setting in Names(target,
            """
            SELECT format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %I), false)',
                pg_get_serial_sequence(format('%I', table_name), column_name), column_name, table_name)
            FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'
            """))
            PostgresSchema.Execute(target, setting);
    }

    private static NpgsqlConnection Open(string address)
    {
        var connection = new NpgsqlConnection($"{address};Pooling=false");
        connection.Open();
        return connection;
    }

    private static List<string> Names(NpgsqlConnection connection, string query)
    {
        using var command = new NpgsqlCommand(query, connection);
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }
}
