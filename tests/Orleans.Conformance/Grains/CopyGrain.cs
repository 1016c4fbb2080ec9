using EcgStream.Conformance.Hosting;
using Orleans;

namespace EcgStream.Conformance.Grains;

public interface ICopyGrain : IGrainWithGuidKey
{
    Task Keep(Mutable message);

    /// <summary>The number and the first word and sample as they are now in what was kept.</summary>
    Task<(int Number, string Word, float Sample)> Look();

    /// <summary>The kept object itself.</summary>
    Task<Mutable> Take();

    Task KeepShared(Shared message);

    Task<Shared> TakeShared();

    Task KeepArray(float[] samples);

    Task<float> LookArray();

    /// <summary>True when both arguments are one object.</summary>
    Task<bool> AreOne(Mutable[] two);

    Task<Plain> Echo(Plain plain);

    Task<Dictionary<string, Plain[]>> EchoMany(Dictionary<string, Plain[]> many);

    Task<Guid> GetKey();
}

public sealed class CopyGrain(Probe probe) : Grain, ICopyGrain
{
    private Mutable _kept = new();
    private float[] _samples = [];
    private Shared? _shared;

    public Task Keep(Mutable message)
    {
        _kept = message;
        return Task.CompletedTask;
    }

    public Task<(int Number, string Word, float Sample)> Look() => Task.FromResult((_kept.Number, _kept.Words[0], _kept.Samples[0]));

    public Task<Mutable> Take() => Task.FromResult(_kept);

    public Task KeepShared(Shared message)
    {
        _shared = message;
        probe.Note(this.GetPrimaryKey().ToString(), message);
        return Task.CompletedTask;
    }

    public Task<Shared> TakeShared() => Task.FromResult(_shared!);

    public Task KeepArray(float[] samples)
    {
        _samples = samples;
        return Task.CompletedTask;
    }

    public Task<float> LookArray() => Task.FromResult(_samples[0]);

    public Task<bool> AreOne(Mutable[] two) => Task.FromResult(ReferenceEquals(two[0], two[1]));

    public Task<Plain> Echo(Plain plain) => Task.FromResult(plain);

    public Task<Dictionary<string, Plain[]>> EchoMany(Dictionary<string, Plain[]> many) => Task.FromResult(many);

    public Task<Guid> GetKey() => Task.FromResult(this.GetPrimaryKey());
}
