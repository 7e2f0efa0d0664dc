using Foray.Integrations.Logs;
using Foray.Sdk.Testing.Conformance;
using Foray.Sdk.Testing.Hosts;
using Microsoft.Extensions.Logging;

namespace Foray.Integrations.Tests;

public sealed partial class LoggingIntegrationContract
{
    private static readonly object Options = new { Values = new Dictionary<string, string> { ["ContractLoss"] = "loss" } };
    private static readonly ILogger Logger = LoggerFactory.Create(logging => logging.AddEventSourceLogger()).CreateLogger("Contract");

    private static readonly IReadOnlyList<ConformanceCheck> Suite =
    [
        .. IntegrationConformance.Checks(new IntegrationSubject(host => PluginUnderTest.Create<LoggingIntegration>(Options, host), () => Epoch(Logger, 0.5))),
        .. PluginConformance.Checks(new PluginSubject(typeof(LoggingIntegration)) { Options = Options }),
    ];

    public static TheoryData<string> Checks => [.. ConformanceSuite.Names(Suite)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task It_keeps_the_contract(string check) => ConformanceSuite.RunAsync(Suite, check, TestContext.Current.CancellationToken);

    [LoggerMessage(LogLevel.Information, "the loss is {ContractLoss}")]
    private static partial void Epoch(ILogger logger, double contractLoss);
}
