namespace EcgStream.Inference;

/// <summary>The bounded share for on-demand classification is used up.</summary>
/// <param name="retryAfter">When to try again.</param>
public sealed class InferenceBusyException(TimeSpan retryAfter) : Exception("On-demand classification is busy.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
