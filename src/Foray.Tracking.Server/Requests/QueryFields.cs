using Microsoft.AspNetCore.Http;

namespace Foray.Tracking.Server.Requests;

/// <summary>Values of a query. Lists are repeated, with or without <c>[]</c> behind the name.</summary>
internal sealed class QueryFields(IQueryCollection query) : Fields
{
    public override string? Text(string name) => query.TryGetValue(name, out var values) ? values[^1] : null;

    public override IReadOnlyList<string> Texts(string name) =>
        [.. query[name].Concat(query[name + "[]"]).OfType<string>()];

    public override IReadOnlyList<Fields> Entries(string name) => [];
}
