using Foray.Tracking.Store.Search;

namespace Foray.Tracking.Server;

/// <summary>Reads what clients search by. Both throw a <see cref="Sdk.Diagnostics.DiagnosticException"/> where a text is wrong; its message is the client's answer.</summary>
/// <param name="ParseFilter">Reads a filter, such as <c>metrics.loss &lt; 0.5 and params.model = 'tree'</c>.</param>
/// <param name="ParseOrder">Reads an entry of <c>order_by</c>, such as <c>metrics.loss DESC</c>.</param>
public sealed record RunQueryParser(Func<string, RunFilter> ParseFilter, Func<string, RunOrder> ParseOrder);
