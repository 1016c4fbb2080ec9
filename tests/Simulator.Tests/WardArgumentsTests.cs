using System.CommandLine;
using EcgStream.Simulator.Ward;

namespace EcgStream.Simulator.Tests;

public sealed class WardArgumentsTests
{
    private readonly WardArguments ward = new();
    private readonly RootCommand command = new("test");
    private bool ran;

    public WardArgumentsTests()
    {
        foreach (var option in ward.Options) command.Options.Add(option);
        command.SetAction(_ => ran = true);
    }

    [Fact]
    public void Read_NoScenario_IsTheStandardWard() => Assert.Null(ward.Read(command.Parse([])).Scenario);

    [Fact]
    public void Read_EveryScenario_IsFoundByItsName() =>
        Assert.All(Scenarios.All, scenario => Assert.Same(scenario, ward.Read(command.Parse(["--scenario", scenario.Name])).Scenario));

    [Fact]
    public void Parse_UnknownScenario_SaysWhichThereAre()
    {
        var error = Assert.Single(command.Parse(["--scenario", "vt"]).Errors);
        Assert.All(Scenarios.All, scenario => Assert.Contains(scenario.Name, error.Message));
    }

    [Fact]
    public void List_PrintsEveryScenarioAndRunsNothing()
    {
        var output = new StringWriter();
        Assert.Equal(0, command.Parse(["--list"]).Invoke(new InvocationConfiguration { Output = output }));
        Assert.False(ran);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Scenarios.All.Select(scenario => scenario.Name), lines.Select(line => line.Split(' ')[0]));
        Assert.All(lines, line => Assert.True(line.Length < 100, line));
    }
}
