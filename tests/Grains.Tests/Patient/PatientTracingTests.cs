using System.Collections.Concurrent;
using System.Diagnostics;
using EcgStream.Contracts;
using EcgStream.Contracts.Ecg;
using EcgStream.Contracts.Patients;
using EcgStream.Grains.Tests.Support;
using Orleans.Hosting;
using Orleans.Runtime;

namespace EcgStream.Grains.Tests.Patient;

/// <summary>The trace of whoever sends a chunk goes on in the patient's grain, through either door.</summary>
public sealed class PatientTracingTests : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _appended = new();
    private readonly ActivityListener _listener;

    public PatientTracingTests()
    {
        _listener = new ActivityListener
        {
            // As the server: not "Microsoft.Orleans.Runtime", which has a span for each poll of each stream queue.
            ShouldListenTo = source => source.Name is "EcgStream.Grains" or "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.OperationName == "patient append" && span.TraceId == _trace) _appended.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Append_Call_ContinuesTheCallersTrace()
    {
        await using var silo = await SiloFixture.StartAsync(orleans: silo => silo.AddActivityPropagation());
        using (var caller = Caller()) await silo.Client.GetGrain<IPatientGrain>("a").Append(Beats.Chunk("a", 0));
        await Eventually.HoldsAsync("the span of the chunk is in the caller's trace", () => Task.FromResult(_appended.Count == 1));
    }

    [Fact]
    public async Task OnNextAsync_StreamWithTraceInRequestContext_ContinuesTheProducersTrace()
    {
        await using var silo = await SiloFixture.StartAsync(orleans: silo => silo.AddActivityPropagation());
        var stream = silo.Client.GetStreamProvider(StreamNames.Ecg).GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, "a"));
        using (var producer = Caller())
        {
            RequestContext.Set("traceparent", producer.Id!);
            await stream.OnNextAsync(Beats.Chunk("a", 0));
            RequestContext.Remove("traceparent");
        }

        await Eventually.HoldsAsync("the span of the chunk is in the producer's trace", () => Task.FromResult(_appended.Count == 1));
    }

    /// <summary>When this fails, Orleans carries a trace across a stream by itself: then PatientTracing need not read the request context.</summary>
    [Fact]
    public async Task OnNextAsync_StreamWithPropagationAlone_StartsATraceOfItsOwn()
    {
        await using var silo = await SiloFixture.StartAsync(orleans: silo => silo.AddActivityPropagation());
        var stream = silo.Client.GetStreamProvider(StreamNames.Ecg).GetStream<EcgChunk>(StreamId.Create(StreamNames.Ecg, "a"));
        using (Caller()) await stream.OnNextAsync(Beats.Chunk("a", 0));

        await Eventually.HoldsAsync("the beat is stored", async () => (await silo.History.FindPatientAsync("a", default))?.Watermark > 0);
        Assert.Empty(_appended);
    }

    public void Dispose() => _listener.Dispose();

    private Activity Caller() => new Activity("caller")
        .SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
}
