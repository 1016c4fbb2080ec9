using Npgsql;
using NpgsqlTypes;

namespace EcgStream.History.Postgres;

/// <summary>A statement that is prepared at its first use and lives as long as its connection. Parameters are $1, $2, …</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly NpgsqlCommand _command;
    private bool _prepared;

    public PreparedCommand(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlDbType> types)
    {
        _command = new NpgsqlCommand(sql, connection);
        foreach (var type in types) _command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
    }

    /// <summary>Runs it; the answer is the number of rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => With(values).ExecuteNonQuery();

    /// <summary>Runs it; the caller reads the rows and disposes the reader.</summary>
    public NpgsqlDataReader Read(params ReadOnlySpan<object?> values) => With(values).ExecuteReader();

    /// <summary>The first column of the first row, null without one.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values) => With(values).ExecuteScalar();

    public void Dispose() => _command.Dispose();

    private NpgsqlCommand With(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        if (!_prepared) _command.Prepare();
        _prepared = true;
        return _command;
    }
}
