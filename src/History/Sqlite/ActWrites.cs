namespace EcgStream.History.Sqlite;

/// <summary>Notes what people did, in the transaction of what they did.</summary>
internal sealed class ActWrites(SqliteWriter connection)
{
    private readonly Statement _add = connection.Prepare(
        "INSERT INTO acts (patient, at, done_by, act, detail) VALUES (?1, ?2, ?3, ?4, ?5)");

    public void Add(long patient, DateTimeOffset at, string by, string act, string detail) =>
        _add.Bind(1, patient).Bind(2, at.ToStored()).Bind(3, by).Bind(4, act).Bind(5, detail).Run();
}
