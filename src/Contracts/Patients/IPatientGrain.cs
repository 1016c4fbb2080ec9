using EcgStream.Contracts.Ecg;
using Orleans;
using Orleans.Concurrency;

namespace EcgStream.Contracts.Patients;

/// <summary>One patient; the key is the patient id.</summary>
[Alias("patient")]
public interface IPatientGrain : IGrainWithStringKey
{
    /// <summary>Takes a chunk. Never waits for inference or storage: the watermark in the answer tells how far these are.</summary>
    [Alias("append")]
    Task<AppendReply> Append(EcgChunk chunk);

    /// <summary>
    /// Says that samples [first, first + count), whole beats, will never come: they become a recorded hole. Refused beyond what can
    /// be due by now (elapsed time at 300 beats a minute) plus 30 s.
    /// </summary>
    [Alias("declare-lost")]
    Task<AppendReply> DeclareLost(long firstSample, long count);

    /// <summary>Takes a producer's word on what it sees while it has no beat to send.</summary>
    [Alias("report")]
    Task<AppendReply> Report(EcgStatus status);

    /// <summary>Admits, re-admits or changes the patient; durable when answered, in force with the next beat.</summary>
    /// <exception cref="ArgumentException">Not a patient id, or limits that contradict each other.</exception>
    [Alias("admit")]
    Task<PatientStatus> Admit(Admission admission);

    /// <summary>Discharges: history stays, alarms end, further beats are refused. False when not admitted.</summary>
    [Alias("discharge")]
    Task<bool> Discharge(string by);

    /// <summary>Pauses the sound of the patient's alarms from now on, or ends the pause; null when not admitted.</summary>
    [Alias("pause-audio")]
    Task<PatientStatus?> PauseAudio(string by, bool pause);

    /// <summary>Completes when everything before <paramref name="sample"/> is judged and stored, or the time-out (at most 20 s) is over; the answer is the watermark.</summary>
    [Alias("wait-stored"), AlwaysInterleave]
    Task<long> WaitStored(long sample, TimeSpan timeout);

    /// <summary>The patient now.</summary>
    [Alias("status"), AlwaysInterleave]
    Task<PatientStatus> GetStatus();
}
