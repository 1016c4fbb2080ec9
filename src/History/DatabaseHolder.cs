namespace EcgStream.History;

/// <summary>The process that has an SQLite file for itself.</summary>
/// <param name="ProcessId">Process id on its machine, or in its container.</param>
/// <param name="Machine">Name of the machine or container.</param>
/// <param name="Since">When it opened the file.</param>
public sealed record DatabaseHolder(int ProcessId, string Machine, DateTimeOffset Since);
