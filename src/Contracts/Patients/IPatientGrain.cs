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

    /// <summary>Says that samples [first, first + count), whole beats, will never come: they become a recorded hole.</summary>
    [Alias("declare-lost")]
    Task<AppendReply> DeclareLost(long firstSample, long count);

    /// <summary>Completes when everything before <paramref name="sample"/> is judged and stored, or the time-out (at most 20 s) is over; the answer is the watermark.</summary>
    [Alias("wait-stored"), AlwaysInterleave]
    Task<long> WaitStored(long sample, TimeSpan timeout);

    /// <summary>The patient now.</summary>
    [Alias("status"), AlwaysInterleave]
    Task<PatientStatus> GetStatus();
}
