namespace EcgStream.Simulator.Scoring;

/// <summary>Reads back what was stored.</summary>
public interface IStoredBeats
{
    /// <summary>A patient's stored beats from <paramref name="first"/> on, in any order.</summary>
    IAsyncEnumerable<StoredBeat> ReadAsync(string patientId, long first, CancellationToken cancel);
}
