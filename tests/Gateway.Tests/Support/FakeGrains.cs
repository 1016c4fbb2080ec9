using System.Collections.Concurrent;
using System.Reflection;
using EcgStream.Contracts.Live;
using EcgStream.Contracts.Patients;
using EcgStream.History;
using Orleans;

namespace EcgStream.Gateway.Tests.Support;

/// <summary>
/// Answers for a cluster's grain factory. A proxy rather than a class, since the interface has many members that the
/// gateway never calls.
/// </summary>
public class FakeGrains : DispatchProxy
{
    internal IHistory History { get; set; } = null!;

    internal ConcurrentDictionary<string, FakePatient> Patients { get; } = new();

    internal ConcurrentDictionary<Guid, FakeFeed> Feeds { get; } = new();

    internal static (IGrainFactory Factory, FakeGrains Fakes) Create()
    {
        var factory = DispatchProxy.Create<IGrainFactory, FakeGrains>();
        return (factory, (FakeGrains)(object)factory);
    }

    internal FakePatient Patient(string id) => Patients.GetOrAdd(id, key => new FakePatient(key, History));

    protected override object? Invoke(MethodInfo? method, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.Name == nameof(IGrainFactory.CreateObjectReference)) return args![0];
        if (method.Name == nameof(IGrainFactory.DeleteObjectReference)) return null;
        var wanted = method.GetGenericArguments()[0];
        if (wanted == typeof(IPatientGrain)) return Patient((string)args![0]!);
        if (wanted == typeof(IFeedDirectoryGrain)) return new FakeDirectory(this);
        if (wanted == typeof(ISiloFeedGrain)) return Feeds[(Guid)args![0]!];
        throw new NotSupportedException(wanted.Name);
    }

    private sealed class FakeDirectory(FakeGrains fakes) : IFeedDirectoryGrain
    {
        public Task Register(Guid feed) => Task.CompletedTask;

        public Task Remove(Guid feed) => Task.CompletedTask;

        public Task<Guid[]> GetFeeds() => Task.FromResult(fakes.Feeds.Keys.ToArray());
    }
}
