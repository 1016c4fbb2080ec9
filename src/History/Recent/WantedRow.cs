namespace EcgStream.History.Recent;

/// <summary>Whether a recent beat is wanted, told by its row (<see cref="RecentRow"/>).</summary>
internal delegate bool WantedRow(ReadOnlySpan<byte> row);
