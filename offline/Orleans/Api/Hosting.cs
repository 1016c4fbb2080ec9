using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Standin;
using Orleans.Streams;

namespace Orleans.Configuration
{
    public class GrainCollectionOptions
    {
        public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);
        public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);
        public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
        public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    public class SiloOptions
    {
        public string SiloName { get; set; } = null!;
    }

    public class ClusterOptions
    {
        public string ClusterId { get; set; } = "dev";
        public string ServiceId { get; set; } = "dev";
    }

    public class HashRingStreamQueueMapperOptions
    {
        public int TotalQueueCount { get; set; } = 8;
    }

    public class StreamPullingAgentOptions
    {
        public TimeSpan GetQueueMsgsTimerPeriod { get; set; } = TimeSpan.FromMilliseconds(100);
        public TimeSpan MaxEventDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);
    }

    /// <summary>Taken and not used: an item is dropped as soon as every consumer has it.</summary>
    public class StreamCacheEvictionOptions
    {
        public TimeSpan DataMinTimeInCache { get; set; } = TimeSpan.FromMinutes(5);
        public TimeSpan DataMaxAgeInCache { get; set; } = TimeSpan.FromMinutes(30);
        public TimeSpan? MetadataMinTimeInCache { get; set; } = TimeSpan.FromMinutes(10);
    }
}

namespace Orleans.Hosting
{
    public interface ISiloBuilder
    {
        IServiceCollection Services { get; }
        IConfiguration Configuration { get; }
    }

    public static class SiloBuilderExtensions
    {
        public static ISiloBuilder ConfigureServices(this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
        {
            configureDelegate(builder.Services);
            return builder;
        }
        public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions) where TOptions : class =>
            builder.ConfigureServices(services => services.Configure(configureOptions));
    }

    public static class ActivationRebalancerExtensions
    {
        /// <summary>With one silo there is nothing to even out.</summary>
        public static ISiloBuilder AddActivationRebalancer(this ISiloBuilder builder) => builder;
    }

    public static class CoreHostingExtensions
    {
        /// <summary>With one silo every grain is where it is.</summary>
        public static ISiloBuilder AddDistributedGrainDirectory(this ISiloBuilder siloBuilder, string? name = null) => siloBuilder;

        public static ISiloBuilder UseLocalhostClustering(this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000,
            IPEndPoint? primarySiloEndpoint = null, string serviceId = "dev", string clusterId = "dev") =>
            builder.ConfigureServices(services =>
            {
                services.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
                services.Configure<StandinOptions>(options => options.Joins =
                    primarySiloEndpoint is null || primarySiloEndpoint.Port == siloPort ? null : primarySiloEndpoint);
            });
    }

    public interface INamedServiceConfigurator
    {
        string Name { get; }
        Action<Action<IServiceCollection>> ConfigureDelegate { get; }
    }

    public static class NamedServiceConfiguratorExtensions
    {
        public static void Configure<TOptions>(this INamedServiceConfigurator configurator, Action<OptionsBuilder<TOptions>>? configureOptions)
            where TOptions : class, new() =>
            configurator.ConfigureDelegate(services => configureOptions?.Invoke(services.AddOptions<TOptions>(configurator.Name)));
    }

    public interface IPersistentStreamConfigurator : INamedServiceConfigurator;
    public interface ISiloPersistentStreamConfigurator : IPersistentStreamConfigurator;
    public interface ISiloRecoverableStreamConfigurator : ISiloPersistentStreamConfigurator;
    public interface IMemoryStreamConfigurator : INamedServiceConfigurator;
    public interface ISiloMemoryStreamConfigurator : IMemoryStreamConfigurator, ISiloRecoverableStreamConfigurator;

    public static class MemoryStreamConfiguratorExtensions
    {
        public static void ConfigurePartitioning(this IMemoryStreamConfigurator configurator, int numOfQueues = 8) =>
            configurator.Configure<HashRingStreamQueueMapperOptions>(o => o.Configure(options => options.TotalQueueCount = numOfQueues));
    }

    public static class PersistentStreamConfiguratorExtensions
    {
        /// <summary>Accepted: the stand-in has implicit subscribers alone.</summary>
        public static void ConfigureStreamPubSub(this IPersistentStreamConfigurator configurator,
            StreamPubSubType pubsubType = StreamPubSubType.ExplicitGrainBasedAndImplicit)
        {
        }
    }

    public static class SiloPersistentStreamConfiguratorExtensions
    {
        public static void ConfigurePullingAgent(this ISiloPersistentStreamConfigurator configurator,
            Action<OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null) => configurator.Configure(configureOptions);
    }

    public static class SiloRecoverableStreamConfiguratorExtensions
    {
        public static void ConfigureCacheEviction(this ISiloRecoverableStreamConfigurator configurator,
            Action<OptionsBuilder<StreamCacheEvictionOptions>> configureOptions) => configurator.Configure(configureOptions);
    }

    public static class SiloBuilderMemoryStreamExtensions
    {
        public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
        {
            builder.Services.AddKeyedSingleton(name, (services, _) => new MemoryStreamProvider(name, services));
            builder.Services.AddKeyedSingleton<IStreamProvider>(name, (services, _) => services.GetRequiredKeyedService<MemoryStreamProvider>(name));
            // A silo starts its providers before it takes calls, so it asks for all of them.
            builder.Services.AddSingleton(services => services.GetRequiredKeyedService<MemoryStreamProvider>(name));
            configure?.Invoke(new MemoryStreamConfigurator(name, configureServices => configureServices(builder.Services)));
            return builder;
        }
        private sealed record MemoryStreamConfigurator(string Name, Action<Action<IServiceCollection>> ConfigureDelegate) : ISiloMemoryStreamConfigurator;
    }
}

namespace Microsoft.Extensions.Hosting
{
    public static class OrleansSiloGenericHostExtensions
    {
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration, configureDelegate);
            return hostAppBuilder;
        }
        public static HostApplicationBuilder UseOrleans(this HostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration, configureDelegate);
            return hostAppBuilder;
        }
        private static void AddSilo(IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder> configure)
        {
            if (configuration["Orleans:Clustering:ProviderType"] is not null)
                throw new OrleansException("This build uses a stand-in for Orleans that never clusters. Build with the real packages (ECGSTREAM_PACKAGES=real), or run one process.");
            // Called twice, there is one silo, configured twice.
            if (!services.Any(service => service.ServiceType == typeof(Silo)))
            {
                services.TryAddSingleton(TimeProvider.System);
                services.AddSingleton<Silo>();
                services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Silo>());
                services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>());
                services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>());
            }
            configure(new SiloBuilder(services, configuration));
        }
        private sealed record SiloBuilder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;
    }
}
