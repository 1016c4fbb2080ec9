using System.Net;
using EcgStream.Contracts.Ecg;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Ingest;

public sealed class LostTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        await _host.History.AddPatientAsync("p1");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_WholeBeats_AreDeclaredLost()
    {
        var answer = await _host.PostAsync("/api/patients/p1/lost", """{"firstSample":1400,"count":280}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Taken", answer.Json.GetProperty("outcome").GetString());
        Assert.Equal((1400, 280), Assert.Single(_host.Grains.Patient("p1").Lost));
    }

    [Theory]
    [InlineData("""{"firstSample":1401,"count":280}""", "firstSample")]
    [InlineData("""{"firstSample":-140,"count":280}""", "firstSample")]
    [InlineData("""{"firstSample":1400,"count":100}""", "count")]
    [InlineData("""{"firstSample":1400,"count":0}""", "count")]
    [InlineData("""{"firstSample":1400}""", "count")]
    public async Task Post_NoWholeBeats_NamesTheField(string body, string field)
    {
        var answer = await _host.PostAsync("/api/patients/p1/lost", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Single(answer.Json.GetProperty("errors").GetProperty(field).EnumerateArray());
        Assert.Empty(_host.Grains.Patient("p1").Lost);
    }

    [Fact]
    public async Task Post_TooFarAhead_IsToldToComeAgain()
    {
        _host.Grains.Patient("p1").Instead = (0, new(AppendOutcome.Busy, 0, "beat 900 is too far ahead"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _host.PostAsync("/api/patients/p1/lost", """{"firstSample":126000,"count":140}""")).Status);
    }

    [Fact]
    public async Task Post_BeyondWhatIsDue_NamesTheField()
    {
        _host.Grains.Patient("p1").Instead = (0, new(AppendOutcome.Refused, 0, "it goes too far"));
        (await _host.PostAsync("/api/patients/p1/lost", """{"firstSample":0,"count":9223372036854775660}""")).AssertRefused(HttpStatusCode.BadRequest, "count");
    }

    [Fact]
    public async Task Post_UnknownPatient_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.PostAsync("/api/patients/nobody/lost", """{"firstSample":0,"count":140}""")).Status);
}
