using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;

namespace EcgStream.Grains;

public static partial class GrainsSetup
{
    // The stand-in for Orleans has one process and no wire: it builds without this folder.
    static partial void AddWire(IServiceCollection services) => services
        .AddSingleton<Wire.ByteSegmentCodec>()
        .AddSingleton<IFieldCodec<ArraySegment<byte>>>(provider => provider.GetRequiredService<Wire.ByteSegmentCodec>())
        .AddSingleton<IDeepCopier<ArraySegment<byte>>>(provider => provider.GetRequiredService<Wire.ByteSegmentCodec>());
}
