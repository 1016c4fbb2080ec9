using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using Orleans;

namespace EcgStream.Gateway.Ingest;

/// <summary>Hands chunks to a patient's grain, in order, and stops at the first that is not taken.</summary>
internal static class ChunkDoor
{
    public static async Task<ChunkRun> AppendAsync(IGrainFactory grains, string patientId, EcgChunk[] chunks)
    {
        var grain = grains.GetGrain<IPatientGrain>(patientId);
        var (taken, duplicates) = (0, 0);
        var reply = new AppendReply(AppendOutcome.Duplicate, 0);
        for (var i = 0; i < chunks.Length; i++)
        {
            reply = await grain.Append(chunks[i]);
            switch (reply.Outcome)
            {
                case AppendOutcome.Taken: taken++; break;
                case AppendOutcome.Duplicate: duplicates++; break;
                default: return new ChunkRun(reply, taken, duplicates, StoppedAt: i);
            }
        }

        return new ChunkRun(reply, taken, duplicates, StoppedAt: null);
    }
}
