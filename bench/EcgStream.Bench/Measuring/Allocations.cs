namespace EcgStream.Bench.Measuring;

/// <summary>
/// Managed memory allocated by all threads. <see cref="GC.GetTotalAllocatedBytes"/> counts only the heaps in use: it falls where the
/// collector adapts to a smaller program by using one heap less, and jumps where it uses that one again (dotnet/runtime pull request 131069).
/// So this looks often, and leaves such steps out: with them goes what was allocated since the look before.
/// </summary>
internal static class Allocations
{
    private const long Jump = 256 << 20; // more than any path allocates between two looks: an empty call has 14 MB

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly Lock Changing = new();
    private static long _seen = GC.GetTotalAllocatedBytes(), _total;

    // Not a timer: its turn would come behind all that a full path has given the pool to do.
    static Allocations() => new Thread(KeepLooking) { IsBackground = true, Name = "allocations" }.Start();

    /// <summary>Since the first look.</summary>
    internal static long Bytes
    {
        get
        {
            lock (Changing)
            {
                var seen = GC.GetTotalAllocatedBytes();
                if (seen - _seen is > 0 and < Jump and var step) _total += step;
                _seen = seen;
                return _total;
            }
        }
    }

    private static void KeepLooking()
    {
        for (;; Thread.Sleep(Look)) _ = Bytes;
    }
}
