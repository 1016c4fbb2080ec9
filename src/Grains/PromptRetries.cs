using Orleans.Runtime.Providers;

namespace EcgStream.Grains;

/// <summary>
/// When a stream's agent tries again to read its queue, or to hand over what it read. A queue or a patient is away when its silo
/// has died, and is back two seconds later: Orleans' own pauses, 10 to 20 s after a read that failed and 1 to 30 s after a
/// delivery, would hold up everybody whose beats go through that queue.
/// </summary>
internal sealed class PromptRetries : IQueueReaderBackoffProvider, IMessageDeliveryBackoffProvider
{
    /// <inheritdoc/>
    public TimeSpan Next(int attempt) => TimeSpan.FromMilliseconds(250);
}
