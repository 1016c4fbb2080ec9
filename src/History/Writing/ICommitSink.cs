using EcgStream.Contracts.Alarms;

namespace EcgStream.History.Writing;

/// <summary>Hears what became of a batch, on the writer's thread: must not block.</summary>
public interface ICommitSink
{
    /// <summary>The batch is durable.</summary>
    /// <param name="batch">The batch handed over.</param>
    /// <param name="alarms">Its alarm changes with their cursors.</param>
    /// <param name="refused">Rows that were left out because the store refuses them; a beat among them is a recorded hole.</param>
    void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused);

    /// <summary>A newer activation has opened the patient; this one must stop.</summary>
    void Stale(PatientBatch batch);

    /// <summary>The store could not take it; nothing of it is stored. Offer it again later.</summary>
    void Failed(PatientBatch batch, Exception reason);
}
