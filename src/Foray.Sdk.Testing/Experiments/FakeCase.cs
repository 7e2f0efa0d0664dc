using Foray.Sdk.Experiments;

namespace Foray.Sdk.Testing.Experiments;

/// <summary>A case with rows to run.</summary>
public sealed record FakeCase(CasePlan Plan, IReadOnlyList<IRow> Rows) : ICase;
