using System.Diagnostics.CodeAnalysis;

namespace EcgStream.Grains.Patient;

/// <summary>
/// A queue between threads that holds one or two items as a rule. <c>ConcurrentQueue</c> begins with room for 32, which for
/// judged beats are 7 kB a patient. Bounded by what the grain has handed out.
/// </summary>
internal sealed class MailQueue<T>
{
    private readonly Queue<T> _items = new(1);

    internal bool IsEmpty
    {
        get { lock (_items) return _items.Count == 0; }
    }

    internal void Enqueue(T item)
    {
        lock (_items) _items.Enqueue(item);
    }

    internal bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        lock (_items) return _items.TryDequeue(out item);
    }
}
