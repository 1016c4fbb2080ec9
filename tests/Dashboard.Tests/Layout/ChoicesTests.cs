using Bunit;
using EcgStream.Dashboard.Layout;
using EcgStream.Dashboard.Tests.Hosting;

namespace EcgStream.Dashboard.Tests.Layout;

public sealed class ChoicesTests : ComponentTest
{
    [Fact]
    public void Render_OneChosen_IsTheOnlyPressedButton()
    {
        var group = RenderNumbers(chosen: 2, _ => { }).Find("[role=group]");

        Assert.Equal("Number", group.GetAttribute("aria-label"));
        Assert.Equal([("one", "false"), ("two", "true")], group.QuerySelectorAll("button").Select(button => (button.TextContent.Trim(), button.GetAttribute("aria-pressed")!)));
    }

    [Fact]
    public void Button_Pressed_TellsItsValue()
    {
        var told = new List<int>();
        RenderNumbers(chosen: 2, told.Add).Find("button").Click();

        Assert.Equal([1], told);
    }

    private IRenderedComponent<Choices<int>> RenderNumbers(int chosen, Action<int> onChoose) => Render<Choices<int>>(choices => choices
        .Add(one => one.Label, "Number")
        .Add(one => one.Options, [(1, "one"), (2, "two")])
        .Add(one => one.Chosen, chosen)
        .Add(one => one.OnChoose, onChoose));
}
