namespace EcgStream.History.Schema;

/// <summary>One step of a schema.</summary>
/// <param name="Version">1, 2, …</param>
/// <param name="Name">File name.</param>
/// <param name="Sql">One or several statements; they share a transaction.</param>
public sealed record SchemaScript(int Version, string Name, string Sql);
