using Foray.Runners.DotNet;
using Foray.Runners.Programs;
using Foray.Runners.Recipes;
using Foray.Runners.References;
using Foray.Runners.Tap;
using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Runners.Tests.References;

public sealed class ResolverContracts
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<ConformanceCheck>> Suites = new Dictionary<string, IReadOnlyList<ConformanceCheck>>
    {
        ["dotnet-test"] = SuiteOf<DotNetTestResolver>("a.Tests.csproj", null),
        ["exec-test"] = SuiteOf<ExecTestResolver>("a.sh", "plain.txt"),
        ["folder"] = SuiteOf<FolderResolver>("all", "empty"),
        ["glob"] = SuiteOf<GlobResolver>("**/*.sh", "*.txt"),
        ["recipe"] = SuiteOf<RecipeResolver>("a.yml", "broken.recipe.yml"),
        ["tap"] = SuiteOf<TapResolver>("a.t", "tap:plain.txt"),
    };

    public static TheoryData<string, string> Checks => [.. Suites.SelectMany(suite => ConformanceSuite.Names(suite.Value).Select(check => new TheoryDataRow<string, string>(suite.Key, check)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task They_keep_the_contract(string resolver, string check) => ConformanceSuite.RunAsync(Suites[resolver], check, TestContext.Current.CancellationToken);

    private static IReadOnlyList<ConformanceCheck> SuiteOf<TResolver>(string reference, string? unreadable)
        where TResolver : class, IResolver =>
    [
        .. ResolverConformance.Checks(new ResolverSubject(host => PluginUnderTest.Create<TResolver>(null, host), reference)
        {
            Prepare = Prepare,
            Unreadable = unreadable,
            Foreign = ["no-such-test-8d1f", "no/such/*.test", "python:tests", "a.md:3"],
        }),
        .. PluginConformance.Checks(new PluginSubject(typeof(TResolver))),
    ];

    private static void Prepare(string folder)
    {
        TestScript.Write(folder, "a.sh", "true");
        TestScript.Write(folder, "a.t", "echo 1..0");
        TestScript.Write(folder, "all/a.sh", "true");
        TestScript.Write(folder, "all/b.sh", "true");
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        File.WriteAllText(Path.Combine(folder, "a.Tests.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "a.yml"), "kind: exec-test\nuri: a.sh\n");
        File.WriteAllText(Path.Combine(folder, "broken.recipe.yml"), "kind: [\n");
        File.WriteAllText(Path.Combine(folder, "plain.txt"), "text");
    }
}
