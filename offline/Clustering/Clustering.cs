// What a process names of Orleans to be part of a cluster. The stand-in never is: a silo refuses by its configuration, a
// client here.
namespace Orleans.Configuration
{
    public class ClusterMembershipOptions
    {
        public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);
        public TimeSpan MaxProbeTimeout { get; set; } = TimeSpan.FromSeconds(20);
        public int NumMissedProbesLimit { get; set; } = 3;
        public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);
        public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    public sealed class ActivationRebalancerOptions
    {
        public TimeSpan RebalancerDueTime { get; set; } = TimeSpan.FromSeconds(60);
        public TimeSpan SessionCyclePeriod { get; set; } = TimeSpan.FromSeconds(15);
        public double CycleNumberWeight { get; set; } = 0.1;
        public int ActivationMigrationCountLimit { get; set; } = int.MaxValue;
        public double AllowedEntropyDeviation { get; set; } = 0.0001;
        public double EntropyQuantum { get; set; } = 0.0001;
    }

    public class GrainDirectoryOptions
    {
        public TimeSpan RangeLeaseDuration { get; set; } = TimeSpan.FromSeconds(30);
    }
}

namespace Microsoft.Extensions.Hosting
{
    public static class OrleansClientGenericHostExtensions
    {
        public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder) => throw new ArgumentException(
            "This build uses a stand-in for Orleans that never clusters. Build with the real packages (ECGSTREAM_PACKAGES=real), or run one process.");
    }
}
