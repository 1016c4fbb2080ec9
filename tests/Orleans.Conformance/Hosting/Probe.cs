using System.Collections.Concurrent;

namespace EcgStream.Conformance.Hosting;

/// <summary>What grains and tests of one host share: notes that grains leave, and gates that they wait at.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<object>> _notes = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public void Note(string subject, object what) => _notes.GetOrAdd(subject, _ => new()).Enqueue(what);

    public object[] Notes(string subject) => _notes.TryGetValue(subject, out var notes) ? [.. notes] : [];

    public T[] Notes<T>(string subject) => [.. Notes(subject).OfType<T>()];

    public Task Gate(string name) => GateOf(name).Task;

    public void Open(string name) => GateOf(name).TrySetResult();

    private TaskCompletionSource GateOf(string name) =>
        _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
