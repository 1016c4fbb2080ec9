using BenchmarkDotNet.Attributes;
using EcgStream.History.Sqlite;
using Microsoft.Data.Sqlite;

namespace EcgStream.MicroBench.History;

/// <summary>One inserted row of four values: the writer's prepared statement beside Microsoft.Data.Sqlite's command, in memory.</summary>
[MemoryDiagnoser]
public class StatementBenchmarks
{
    private const string Sql = "INSERT OR REPLACE INTO rows (id, time, value, data) VALUES (?1, ?2, ?3, ?4)";
    private readonly byte[] _data = new byte[80];
    private SqliteConnection _connection = null!;
    private Statement _statement = null!;
    private SqliteCommand _command = null!;
    private long _row;

    /// <summary>Makes the table.</summary>
    [GlobalSetup]
    public void Open()
    {
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        Statement.Execute(_connection.Handle!, "CREATE TABLE rows (id INTEGER PRIMARY KEY, time INTEGER, value REAL, data BLOB)");
        _statement = new Statement(_connection.Handle!, Sql);
        _command = _connection.CreateCommand();
        _command.CommandText = Sql;
        foreach (var name in (string[])["?1", "?2", "?3", "?4"]) _command.Parameters.Add(new SqliteParameter { ParameterName = name });
        _command.Prepare();
    }

    /// <summary>Closes the database.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _statement.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    /// <summary>Bound by position.</summary>
    [Benchmark]
    public int InsertByStatement()
    {
        var row = _row++ & 1023;
        return _statement.Bind(1, row).Bind(2, row).Bind(3, 0.5).Bind(4, _data).Run();
    }

    /// <summary>Microsoft.Data.Sqlite.</summary>
    [Benchmark(Baseline = true)]
    public int InsertByCommand()
    {
        var row = _row++ & 1023;
        _command.Parameters[0].Value = row;
        _command.Parameters[1].Value = row;
        _command.Parameters[2].Value = 0.5;
        _command.Parameters[3].Value = _data;
        return _command.ExecuteNonQuery();
    }
}
