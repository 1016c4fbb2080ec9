using EcgStream.EndToEnd.Support;
using EcgStream.Tests.Shared;

namespace EcgStream.EndToEnd.Cluster;

/// <summary>A fact that needs several processes of the real Orleans, and a PostgreSQL.</summary>
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        if (!EcgProcess.IsReal) Skip = "needs the real Orleans";
        else Skip = PostgresCluster.Missing;
    }
}
