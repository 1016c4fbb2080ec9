using System.Net;
using System.Net.Sockets;

namespace EcgStream.Silo.Hosting;

/// <summary>Ports for Orleans, which does not take port 0: several programs may run on one machine.</summary>
internal static class FreePort
{
    /// <summary>Different ports that were free a moment ago.</summary>
    internal static int[] Find(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
