using System.Net;
using EcgStream.Gateway.Tests.Support;

namespace EcgStream.Gateway.Tests.Patients;

public sealed class PatientTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task List_LiveAndStoredPatients_AreMerged()
    {
        await _host.History.AddPatientAsync("p1", bed: "1A", beats: 2);
        await _host.History.AddPatientAsync("p2", beats: 5);
        await _host.History.AddPatientAsync("p3", discharged: true);
        _host.Feed.Add("p1", watermark: 1400);
        var answer = await _host.GetAsync("/api/patients");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var items = answer.Json.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["p1", "p2"], items.Select(i => i.GetProperty("patientId").GetString()!));
        Assert.Equal([true, false], items.Select(i => i.GetProperty("live").GetBoolean()));
        Assert.Equal([1400L, 700L], items.Select(i => i.GetProperty("watermark").GetInt64()));
        Assert.Equal("1A", items[0].GetProperty("bed").GetString());
        Assert.Equal("Normal", items[0].GetProperty("lastClass").GetString());
        Assert.Equal("Unknown", items[1].GetProperty("lastClass").GetString());
    }

    [Fact]
    public async Task List_SiloThatHangs_CostsOnlyItsPatients()
    {
        await _host.History.AddPatientAsync("p1");
        await _host.History.AddPatientAsync("p2");
        _host.Feed.Hangs = true;
        var other = new FakeFeed();
        other.Add("p2", watermark: 280);
        _host.Grains.Feeds[Guid.NewGuid()] = other;
        var answer = await _host.GetAsync("/api/patients");

        Assert.Equal([false, true], answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("live").GetBoolean()));
    }

    [Fact]
    public async Task Get_PatientWithoutGrain_ComesFromHistoryAndActivatesNothing()
    {
        await _host.History.AddPatientAsync("p1", beats: 3);
        var answer = await _host.GetAsync("/api/patients/p1");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Json.GetProperty("live").GetBoolean());
        Assert.Equal(420, answer.Json.GetProperty("watermark").GetInt64());
        Assert.Equal(140, answer.Json.GetProperty("limits").GetProperty("heartRateHigh").GetDouble());
        Assert.Empty(_host.Grains.Patients);
    }

    [Fact]
    public async Task Get_ActivePatient_ComesFromItsGrain()
    {
        await _host.History.AddPatientAsync("p1", bed: "7");
        _host.Feed.Add("p1", watermark: 1400);
        _host.Grains.Patient("p1").Watermark = 1540;
        var answer = await _host.GetAsync("/api/patients/p1");

        Assert.True(answer.Json.GetProperty("live").GetBoolean());
        Assert.Equal(1540, answer.Json.GetProperty("watermark").GetInt64());
        Assert.Equal("7", answer.Json.GetProperty("bed").GetString());
        Assert.Equal("Pvc", answer.Json.GetProperty("lastClass").GetString());
    }

    [Fact]
    public async Task Get_UnknownPatient_IsNotFound()
    {
        (await _host.GetAsync("/api/patients/nobody")).AssertRefused(HttpStatusCode.NotFound, "id");
    }

    [Theory]
    [InlineData("-p")]
    [InlineData("p%20q")]
    [InlineData("p%2Fq")]
    [InlineData("%C3%A9")]
    public async Task Get_ImpossibleId_IsRefused(string id)
    {
        (await _host.GetAsync($"/api/patients/{id}")).AssertRefused(HttpStatusCode.BadRequest, "id");
    }

    [Fact]
    public async Task Put_NewPatient_IsAdmittedWithDefaults()
    {
        var answer = await _host.PutAsync("/api/patients/p1", """{"bed":"12A"}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("/api/patients/p1", answer.Response.Headers.Location?.OriginalString);
        Assert.Equal("12A", answer.Json.GetProperty("bed").GetString());
        Assert.Equal(40, answer.Json.GetProperty("limits").GetProperty("heartRateLow").GetDouble());
    }

    [Fact]
    public async Task Put_AdmittedPatient_ChangesOnlyWhatIsGiven()
    {
        await _host.History.AddPatientAsync("p1", bed: "1A");
        var answer = await _host.PutAsync("/api/patients/p1", """{"limits":{"heartRateHigh":120}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("1A", answer.Json.GetProperty("bed").GetString());
        Assert.Equal(120, answer.Json.GetProperty("limits").GetProperty("heartRateHigh").GetDouble());
        Assert.Equal(40, answer.Json.GetProperty("limits").GetProperty("heartRateLow").GetDouble());
    }

    [Theory]
    [InlineData("""{"bed":5}""", "bed")]
    [InlineData("""{"bed":""}""", "bed")]
    [InlineData("""{"bed":"a\u0007"}""", "bed")]
    [InlineData("""{"bad":"1"}""", "bad")]
    [InlineData("""{"limits":[]}""", "limits")]
    [InlineData("""{"limits":{"heartrateLow":50}}""", "limits.heartrateLow")]
    [InlineData("""{"limits":{"heartRateLow":"50"}}""", "limits.heartRateLow")]
    [InlineData("""{"limits":{"heartRateLow":-1}}""", "limits.heartRateLow")]
    [InlineData("""{"limits":{"heartRateLow":150}}""", "limits.heartRateLow")]
    [InlineData("""{"limits":{"ventricularRateHigh":1000}}""", "limits.ventricularRateHigh")]
    [InlineData("text", "body")]
    [InlineData("", "body")]
    public async Task Put_WrongBody_NamesTheField(string body, string field)
    {
        var answer = await _host.PutAsync("/api/patients/p1", body);

        answer.AssertRefused(HttpStatusCode.BadRequest, field);
        Assert.Null(await _host.History.Store.FindPatientAsync("p1", default));
    }
}
