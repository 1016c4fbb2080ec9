using Bunit;
using EcgStream.Dashboard.Layout;
using EcgStream.Dashboard.Tests.Hosting;

namespace EcgStream.Dashboard.Tests.Layout;

public sealed class FirstVisitTests : ComponentTest
{
    private const string Key = "ecgstream-hints";

    [Fact]
    public void Next_ThreeTimes_ShowsEachHintAndRemembersThatTheyWereRead()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult(null);
        var remember = JSInterop.SetupVoid("localStorage.setItem", Key, "read");
        remember.SetVoidResult();
        var hints = Render<FirstVisit>();

        var shown = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            shown.Add(hints.Find(".hint p").TextContent);
            Assert.Empty(remember.Invocations);
            hints.FindAll(".hint button")[^1].Click();
        }

        Assert.Equal(3, shown.Distinct().Count());
        Assert.Single(remember.Invocations);
        Assert.Empty(hints.FindAll(".hint"));
    }

    [Fact]
    public void Skip_Pressed_RemembersThatTheyWereRead()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult(null);
        var remember = JSInterop.SetupVoid("localStorage.setItem", Key, "read");
        remember.SetVoidResult();
        var hints = Render<FirstVisit>();

        hints.FindAll(".hint button")[0].Click();

        Assert.Single(remember.Invocations);
        Assert.Empty(hints.FindAll(".hint"));
    }

    [Fact]
    public void Render_ReadBefore_ShowsNone()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult("read");

        Assert.Empty(Render<FirstVisit>().FindAll(".hint"));
    }

    [Fact]
    public void Render_StorageForbidden_ShowsNone()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetException(new Microsoft.JSInterop.JSException("SecurityError"));

        Assert.Empty(Render<FirstVisit>().FindAll(".hint"));
    }
}
