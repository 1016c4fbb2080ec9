using EcgStream.Dashboard.Api;

namespace EcgStream.Dashboard.Operations;

/// <summary>How long after its last sample was due a beat had its verdict and stood in history, over a sample of stored beats.</summary>
/// <param name="Beats">Beats in the sample.</param>
/// <param name="VerdictMedianMs">Median to the verdict.</param>
/// <param name="VerdictP99Ms">99 % of the beats had their verdict by then.</param>
/// <param name="StoredMedianMs">Median to the commit.</param>
/// <param name="StoredP99Ms">99 % were committed by then.</param>
public sealed record DelaySample(int Beats, double VerdictMedianMs, double VerdictP99Ms, double StoredMedianMs, double StoredP99Ms)
{
    /// <summary>
    /// Null without a stored beat. A beat that was judged before it was due comes from a ward that runs faster than the clock:
    /// it has no delay and is left out.
    /// </summary>
    public static DelaySample? Of(IEnumerable<StoredBeat> beats)
    {
        var stored = beats.Where(beat => beat.StoredAt is not null && beat.Times.Inferred >= beat.Times.Due).ToArray();
        if (stored.Length == 0)
            return null;
        double[] verdicts = [.. stored.Select(beat => (beat.Times.Inferred - beat.Times.Due).TotalMilliseconds).Order()];
        double[] commits = [.. stored.Select(beat => (beat.StoredAt!.Value - beat.Times.Due).TotalMilliseconds).Order()];
        return new(stored.Length, At(verdicts, 0.5), At(verdicts, 0.99), At(commits, 0.5), At(commits, 0.99));
    }

    private static double At(double[] ordered, double share) => ordered[(int)Math.Ceiling(share * ordered.Length) - 1];
}
