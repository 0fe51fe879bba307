using System.Net;
using HealthRecord.Features.Connections.Vendors;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HealthRecord.Features.Tests.Connections;

/// <summary>What passes between us and a vendor's host, and what does not.</summary>
public sealed class BorderTests
{
    private static readonly FakeTimeProvider Clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://elsewhere.example/v2")]
    [InlineData("http://api.vendor.example/v2")]
    [InlineData("https://api.vendor.example.evil.example/v2")]
    [InlineData("https://api.vendor.example:444/v2")]
    public async Task No_token_goes_to_another_host_or_in_the_clear(string address)
    {
        var asked = 0;
        using var http = Client(_ =>
        {
            asked++;
            return new(HttpStatusCode.OK);
        });

        var fault = await Assert.ThrowsAsync<VendorException>(() =>
            http.SendAsync(VendorHttp.Get(address, "token"), Clock, Ct)
        );

        Assert.Equal(VendorFault.Away, fault.Fault);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var http = Client(_ =>
            new(HttpStatusCode.Found) { Headers = { Location = new("https://elsewhere.example/") } }
        );

        var fault = await Assert.ThrowsAsync<VendorException>(() =>
            http.SendAsync(VendorHttp.Get("https://api.vendor.example/", "token"), Clock, Ct)
        );

        Assert.Equal(VendorFault.Away, fault.Fault);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        using var http = Client(_ =>
            new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[2048]) }
        );
        http.MaxResponseContentBufferSize = 1024;

        var fault = await Assert.ThrowsAsync<VendorException>(() =>
            http.SendAsync(VendorHttp.Get("https://api.vendor.example/", "token"), Clock, Ct)
        );

        Assert.Equal(VendorFault.Away, fault.Fault);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"a\":")]
    [InlineData("<html>")]
    [InlineData("")]
    public void What_is_no_object_is_a_fault_without_words(string body)
    {
        var fault = Assert.Throws<VendorException>(() =>
            VendorHttp.Read(System.Text.Encoding.UTF8.GetBytes(body))
        );

        Assert.Equal("The vendor answered: Away.", fault.Message);
    }

    private static HttpClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new(
            new OnlyVendorHosts(["https://api.vendor.example/base"])
            {
                InnerHandler = new Answering(answer),
            }
        );

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
