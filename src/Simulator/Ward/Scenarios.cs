namespace EcgStream.Simulator.Ward;

/// <summary>All scenarios, by name.</summary>
public static class Scenarios
{
    /// <summary>In the order of <c>--list</c>.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new HealthyScenario(), new EctopicScenario(), new FrequentPvcsScenario(), new CoupletsScenario(), new BigeminyScenario(),
        new PvcBurstsScenario(), new ROnTScenario(), new VentricularTachycardiaScenario(), new BradycardiaScenario(),
        new TachycardiaScenario(), new AsystoleScenario(), new LeadOffScenario(), new SignalLostScenario(), new FlatLineScenario(),
        new NoiseScenario(), new ClippingScenario(), new ChangedFormScenario(), new AmplitudeDriftScenario(),
    ];

    /// <summary>The scenario of a name, or null.</summary>
    public static IScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
