using EcgStream.Contracts.Alarms;
using EcgStream.History.Writing;

namespace EcgStream.Grains.Patient;

internal enum CommitOutcome { Committed, Stale, Failed }

/// <summary>What became of a batch, on its way to the grain.</summary>
internal readonly record struct CommitAnswer(
    PatientBatch Batch, CommitOutcome Outcome, IReadOnlyList<AlarmRecord> Alarms, IReadOnlyList<RefusedRow> Refused);
