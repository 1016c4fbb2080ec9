using Bunit;
using EcgStream.Dashboard.Alarms;
using EcgStream.Dashboard.Tests.Hosting;
using EcgStream.Signal.Alarms;

namespace EcgStream.Dashboard.Tests.Alarms;

public sealed class AlarmMarkTests : ComponentTest
{
    [Theory]
    [InlineData(AlarmPriority.High, "***", "path")]
    [InlineData(AlarmPriority.Medium, "**", "path")]
    [InlineData(AlarmPriority.Low, "*", "circle")]
    public void Render_Priority_IsToldByShapeAsterisksAndWord(AlarmPriority priority, string stars, string shape)
    {
        var mark = Render<AlarmMark>(one => one.Add(it => it.Priority, priority));

        Assert.Equal(stars, mark.Find(".stars").TextContent);
        Assert.Single(mark.FindAll($"svg {shape}"));
        Assert.StartsWith($"{priority} ", mark.Find(".sr-only").TextContent);
        Assert.Empty(mark.FindAll(".flash"));
        Assert.Empty(mark.FindAll(".count"));
    }

    [Fact]
    public void Render_HighAndMedium_HaveDifferentShapes() => Assert.NotEqual(Shape(AlarmPriority.High), Shape(AlarmPriority.Medium));

    [Fact]
    public void Render_FlashAndCount_AreShown()
    {
        var mark = Render<AlarmMark>(one => one.Add(it => it.Priority, AlarmPriority.High).Add(it => it.Flash, true).Add(it => it.Count, 0));

        Assert.Single(mark.FindAll(".alarm-mark.flash"));
        Assert.Equal("0", mark.Find(".count").TextContent);
    }

    private string Shape(AlarmPriority priority) => Render<AlarmMark>(one => one.Add(it => it.Priority, priority)).Find("svg path").GetAttribute("d")!;
}
