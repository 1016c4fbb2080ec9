using EcgStream.Tests.Shared;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EcgStream.History.Tests;

/// <summary>A test that runs on each kind of store; skipped on PostgreSQL where that is not installed.</summary>
[XunitTestCaseDiscoverer($"EcgStream.History.Tests.{nameof(StoreFactDiscoverer)}", "EcgStream.History.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <inheritdoc cref="StoreFactAttribute"/>
[XunitTestCaseDiscoverer($"EcgStream.History.Tests.{nameof(StoreTheoryDiscoverer)}", "EcgStream.History.Tests")]
public sealed class StoreTheoryAttribute : TheoryAttribute;

/// <summary>Finds the cases of a <see cref="StoreFactAttribute"/>.</summary>
public sealed class StoreFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    private readonly IMessageSink _sink = sink;

    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        SkippedStoreTest.Applies(testMethod)
            ? new SkippedStoreTest(_sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds the cases of a <see cref="StoreTheoryAttribute"/>.</summary>
public sealed class StoreTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    private readonly IMessageSink _sink = sink;

    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        SkippedStoreTest.Applies(testMethod)
            ? [new SkippedStoreTest(_sink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

/// <summary>A test that cannot run here.</summary>
public sealed class SkippedStoreTest : XunitTestCase
{
    [Obsolete("For the test framework.")]
    public SkippedStoreTest()
    {
    }

    public SkippedStoreTest(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    public static bool Applies(ITestMethod method) =>
        PostgresCluster.Missing is not null && method.TestClass.Class.GetCustomAttributes(typeof(CollectionAttribute)).Any();

    protected override string GetSkipReason(IAttributeInfo factAttribute) => PostgresCluster.Missing!;
}
