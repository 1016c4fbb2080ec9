using System.Net;
using EcgStream.Contracts;
using EcgStream.Grains.Live;
using EcgStream.Grains.Models;
using EcgStream.Grains.Patient;
using EcgStream.Grains.Wire;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Providers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Streams;

namespace EcgStream.Grains;

/// <summary>Registers the grains and what they stand on.</summary>
public static class GrainsSetup
{
    /// <summary>
    /// What the grains of one silo share. Needs <c>IHistory</c>, <c>IBeatInference</c> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddEcgGrains(this IServiceCollection services)
    {
        services.AddOptions<PatientOptions>()
            .Validate(options => options.MaxUnstoredBeats is >= 1 and <= 1_000, "MaxUnstoredBeats may be 1 to 1,000.")
            .Validate(options => options.GapAlarm > TimeSpan.Zero && options.GapGiveUp > options.GapAlarm, "GapAlarm must be more than 0 and GapGiveUp more than GapAlarm.")
            .Validate(options => options.SignalLost > TimeSpan.Zero && options.AnalysisStopped > TimeSpan.Zero && options.AudioPause > TimeSpan.Zero, "SignalLost, AnalysisStopped and AudioPause must be more than 0.")
            .ValidateOnStart();
        services.AddSingleton<SiloBoard>();
        services.AddSingleton<PatientServices>();
        services.AddHostedService<SiloFeedService>();
        services.AddHostedService<SilenceSweep>();
        return services;
    }

    /// <summary>
    /// Keeps the threshold of this silo's models as it was last set. Needs <c>IThresholdLog</c> and <c>ModelHost</c>; after
    /// both, so that the threshold is right before the first beat.
    /// </summary>
    public static IServiceCollection AddEcgThreshold(this IServiceCollection services) => services.AddHostedService<ThresholdKeeper>();

    /// <summary>One silo on the loopback address, alone or joining a first one, with the stream door.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="siloPort">TCP port for other silos.</param>
    /// <param name="gatewayPort">TCP port for Orleans clients.</param>
    /// <param name="primary">Endpoint of the silo to join, or null.</param>
    public static ISiloBuilder AddEcgSilo(this ISiloBuilder silo, int siloPort, int gatewayPort, IPEndPoint? primary) => silo
        .UseLocalhostClustering(siloPort, gatewayPort, primary, "ecgstream", "ecgstream")
        .AddEcgStreams(queues: 2, keep: TimeSpan.FromSeconds(2));

    /// <summary>How silos and their clients put the stream door's messages on the wire: the same for all of a cluster.</summary>
    public static IServiceCollection AddEcgWire(this IServiceCollection services) => services
        .AddSingleton<ByteSegmentCodec>()
        .AddSingleton<IFieldCodec<ArraySegment<byte>>>(provider => provider.GetRequiredService<ByteSegmentCodec>())
        .AddSingleton<IDeepCopier<ArraySegment<byte>>>(provider => provider.GetRequiredService<ByteSegmentCodec>());

    /// <summary>The stream door of a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="queues">
    /// Memory queues, the same on all silos, which share them out. Each keeps some megabytes, however little passes, and takes
    /// more beats a second than one core can judge.
    /// </param>
    /// <param name="keep">For how long a message is kept.</param>
    public static ISiloBuilder AddEcgStreams(this ISiloBuilder silo, int queues, TimeSpan keep) => silo
        .ConfigureServices(services => services
            .AddEcgWire()
            .AddKeyedSingleton<IQueueReaderBackoffProvider, PromptRetries>(StreamNames.Ecg)
            .AddKeyedSingleton<IMessageDeliveryBackoffProvider, PromptRetries>(StreamNames.Ecg))
        .AddMemoryStreams(StreamNames.Ecg, streams =>
        {
            // Patients' grains are the only subscribers, by their attribute: no grain a stream need keep a list of them.
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePartitioning(queues);
            // The default poll of 100 ms would be most of an alarm's delay.
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
            // Defaults keep messages for minutes: at 10,000 patients gigabytes of beats that nobody asks for again. A queue's new agent
            // does not deliver before it has found all whose beats it has read, which takes seconds where many have just moved.
            streams.ConfigureCacheEviction(cache => cache.Configure(options =>
            {
                options.DataMinTimeInCache = TimeSpan.FromSeconds(1);
                options.DataMaxAgeInCache = keep;
            }));
        });
}
