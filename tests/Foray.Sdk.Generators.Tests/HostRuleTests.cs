using static Foray.Sdk.Generators.Tests.MarkedSource;

namespace Foray.Sdk.Generators.Tests;

/// <summary>Rules for what a package's code does past its host.</summary>
public sealed class HostRuleTests
{
    private const string Clean = """[Plugin("tape")] public sealed class Tape : IPlayer;""";

    private const string Factory = """
        namespace Microsoft.Extensions.Logging;

        public sealed class LoggerFactory
        {
            public static LoggerFactory Create(Action<object> configure) => throw new NotSupportedException();
            public ILogger CreateLogger(string name) => throw new NotSupportedException();
        }
        """;

    [Theory]
    [InlineData("void M() { [|System.Diagnostics.Trace.WriteLine(1)|]; }", "'Trace.WriteLine' bypasses the host")]
    [InlineData("void M() { [|System.Diagnostics.Trace.TraceError(\"a\")|]; }", "'Trace.TraceError'")]
    [InlineData("void M() { [|System.Diagnostics.Debug.WriteLineIf(true, 1)|]; }", "'Debug.WriteLineIf'")]
    [InlineData("void M() { [|System.Diagnostics.Debug.Print(\"a\")|]; }", "'Debug.Print'")]
    [InlineData("private static readonly ILogger [|Log|] = null!;", "'Log'")]
    [InlineData("private static ILogger<string> [|Log|] { get; } = null!;", "'Log'")]
    public Task FORAY015_a_plugin_package_logs_to_its_host(string member, string message) =>
        BreaksAsync("FORAY015", Clean + $"class Chatty {{ {member} }}", message);

    [Theory]
    [InlineData("[|LoggerFactory.Create(_ => { })|].CreateLogger(\"x\")")]
    [InlineData("[|new LoggerFactory()|].CreateLogger(\"x\")")]
    public Task FORAY015_a_plugin_package_makes_no_loggers(string logger) =>
        BreaksAsync("FORAY015", Clean + $"class Chatty {{ object M() => {logger}; }}", "'LoggerFactory' bypasses the host", Factory);

    [Theory]
    [InlineData("class Quiet(ILogger logger) { ILogger Log { get; } = logger; void M() => logger.Log(LogLevel.Debug, default, 1, null, (_, _) => \"\"); }")]
    [InlineData("class Careful { void M(int x) { System.Diagnostics.Debug.Assert(x > 0); System.Diagnostics.Trace.Flush(); } }")]
    [InlineData("static class Messages { public static void Say(ILogger logger) { } }")]
    public Task Logging_to_the_host_keeps_the_contract(string source) => KeepsAsync(Clean + source);

    [Theory]
    [InlineData("[System.Runtime.CompilerServices.ModuleInitializer] internal static void [|Start|]() { }", "'Start' runs as soon as the package is loaded")]
    public Task FORAY017_loading_runs_no_code(string member, string message) => BreaksAsync("FORAY017", Clean + $"class Eager {{ {member} }}", message);

    [Theory]
    [InlineData("[|JsonSerializer.Serialize(1)|]", "'JsonSerializer.Serialize' with shared options")]
    [InlineData("[|JsonSerializer.Serialize(1, (JsonSerializerOptions?)null)|]", "Serialize")]
    [InlineData("[|JsonSerializer.Serialize(1, JsonSerializerOptions.Web)|]", "Serialize")]
    [InlineData("[|JsonSerializer.Deserialize<int>(\"1\")|]", "Deserialize")]
    [InlineData("[|JsonDocument.Parse(\"1\").Deserialize(typeof(int), options: JsonSerializerOptions.Default)|]!", "Deserialize")]
    public Task FORAY018_a_plugin_package_shares_no_serializer(string call, string message) => BreaksAsync("FORAY018", Json(call), message);

    [Theory]
    [InlineData("JsonSerializer.Serialize(1, _options)")]
    [InlineData("JsonSerializer.Serialize(1, new JsonSerializerOptions())")]
    [InlineData("JsonSerializer.Serialize(1, typeof(int), (System.Text.Json.Serialization.JsonSerializerContext)null!)")]
    [InlineData("JsonSerializer.Serialize(1, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<int>)null!)")]
    [InlineData("JsonSerializer.IsReflectionEnabledByDefault")]
    public Task A_serializer_of_the_plugins_own_keeps_the_contract(string call) => KeepsAsync(Json(call));

    [Theory]
    [InlineData("class Eager { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Start() { } }")]
    [InlineData("class Chatty { static readonly ILogger Log = null!; }")]
    [InlineData("class Chatty { string M() => System.Text.Json.JsonSerializer.Serialize(1); }")]
    public Task Assemblies_without_plugins_may_do_all_that(string source) => KeepsAsync(source);

    private static string Json(string call) => "using System.Text.Json;" + Clean + $$"""
        class Writer
        {
            private readonly JsonSerializerOptions _options = new();
            object M() => {{call}};
            object O => _options;
        }
        """;
}
