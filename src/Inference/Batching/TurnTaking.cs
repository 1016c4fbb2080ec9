namespace EcgStream.Inference.Batching;

/// <summary>
/// One worker's turns: live beats go first, yet after so many live batches in a row one batch on demand has its turn, so
/// that neither starves the other.
/// </summary>
/// <param name="liveBatchesPerOnDemand">Live batches in a row while something on demand waits.</param>
internal sealed class TurnTaking(int liveBatchesPerOnDemand)
{
    private int _inARow;

    /// <summary>Whether the next batch is one on demand.</summary>
    public bool IsOnDemandNext(bool liveWaiting, bool onDemandWaiting)
    {
        if (onDemandWaiting && (!liveWaiting || _inARow >= liveBatchesPerOnDemand))
        {
            _inARow = 0;
            return true;
        }
        _inARow = onDemandWaiting ? _inARow + 1 : 0;
        return false;
    }
}
