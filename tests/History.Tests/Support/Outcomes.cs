using System.Collections.Concurrent;
using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;

namespace EcgStream.History.Tests;

/// <summary>A sink that remembers.</summary>
internal sealed class Outcomes : ICommitSink
{
    public ConcurrentQueue<(PatientBatch Batch, IReadOnlyList<AlarmRecord> Alarms, IReadOnlyList<RefusedRow> LeftOut)> Done { get; } = new();

    public ConcurrentQueue<PatientBatch> Refused { get; } = new();

    public ConcurrentQueue<(PatientBatch Batch, Exception Reason)> Lost { get; } = new();

    public string Summary => $"committed {Done.Count}, stale {Refused.Count}, failed {Lost.Count}";

    public void Committed(PatientBatch batch, IReadOnlyList<AlarmRecord> alarms, IReadOnlyList<RefusedRow> refused) => Done.Enqueue((batch, alarms, refused));

    public void Stale(PatientBatch batch) => Refused.Enqueue(batch);

    public void Failed(PatientBatch batch, Exception reason) => Lost.Enqueue((batch, reason));
}
