using Foray.Sdk.Experiments;

namespace Foray.Engines.Tests.Support;

internal sealed record FakeCase(CasePlan Plan, IReadOnlyList<IRow> Rows) : ICase;
