using System.Text.Json;
using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Testing;
using Microsoft.Playwright;

namespace EcgStream.Dashboard.Tests.Ward;

/// <summary>How large tiles are on which wall: live/room.js in the browser that runs it.</summary>
public sealed class RoomTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private DashboardHost host = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        if (chromium.Browser is null)
            return;
        host = await DashboardHost.StartAsync(new SampleWard(1));
        page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(host.Url, "help").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        await page.CloseAsync();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("compact", 972, 700, 1000, 3, 1)] // a laptop and a whole hospital: as the style sheet has it
    [InlineData("compact", 352, 500, 60, 1, 1)] // a phone
    [InlineData("compact", 3090, 1960, 1000, 7, 1.568)] // a wall is read from further away
    [InlineData("list", 972, 700, 1000, 1, 1)]
    public async Task Plan_MoreThanFit_AsSmallAsCanBeRead(string density, int width, int height, int patients, int columns, double unit)
    {
        var room = await PlanAsync(density, width, height, patients);

        Assert.Equal(columns, room.GetProperty("columns").GetInt32());
        Assert.Equal(unit, room.GetProperty("unit").GetDouble(), 0.001);
    }

    [Theory]
    [InlineData("compact", 972, 700, 6)]
    [InlineData("compact", 3090, 1960, 60)]
    [InlineData("large", 3090, 1960, 30)]
    public async Task Plan_WardThatFits_IsWhollyInSightAndLarger(string density, int width, int height, int patients)
    {
        var room = await PlanAsync(density, width, height, patients);
        double Of(string name) => room.GetProperty(name).GetDouble();
        var rows = Math.Ceiling(patients / Of("columns"));

        Assert.True(Of("unit") > 1);
        Assert.InRange(rows * (Of("height") + Of("between")) + Of("between"), height * 0.7, height);
        Assert.InRange(Of("columns") * (Of("width") + Of("between")) + Of("between"), width * 0.9, width);
    }

    private async Task<JsonElement> PlanAsync(string density, int width, int height, int patients) => (await page.EvaluateAsync<JsonElement?>(
        $"async () => (await import('/_content/EcgStream.Dashboard/live/room.js')).plan('{density}', {width}, {height}, {patients})"))!.Value;
}
