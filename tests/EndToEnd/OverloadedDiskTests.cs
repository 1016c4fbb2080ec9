using EcgStream.EndToEnd.Support;

namespace EcgStream.EndToEnd;

/// <summary>A disk that is full for a while.</summary>
public sealed class OverloadedDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Run_DiskFull_SaysSoAndGoesOnWhenThereIsRoomAgain()
    {
        using var folder = new TempFolder();
        await using var server = EcgProcess.ServerOnSmallDisk(
            folder.FullName, megabytes: 32, "--patients", "50", "--speed", "5", "--database", folder.Database);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        await Eventually.HoldsAsync("beats are stored", async () => (await Resources.OfAsync(server, http)).Beats > 0, Patience);
        var ballast = Path.Combine(server.Inside(folder.FullName), "ballast");

        SmallDisk.Fill(ballast);
        await Health.UntilAsync(http, "not ready", "History: the disk is full", Patience);
        File.Delete(ballast);
        await Health.UntilAsync(http, "ready", "", Patience);

        await server.InterruptAsync();
        Assert.True(await server.ExitCodeAsync(Patience) == 0, server.Output);
        Assert.Contains(" 0 lost, 0 duplicated", server.Summary);
        Assert.Contains("nothing is stored until this is mended", server.Output);
        Assert.Contains("History is written again", server.Output);
    }
}
