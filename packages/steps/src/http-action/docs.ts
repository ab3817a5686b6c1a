export const docs = `
Calls a web address and passes on what it answers.

**Config**

- **method**: GET, POST, PUT, PATCH, DELETE or HEAD. GET when left out.
- **url**: the whole address. Use {{ … }} where it varies; encode what may hold spaces or slashes.
- **headers**: sent with the request. They may name a secret, as in {{ secrets.API_KEY }}. A value of null leaves the header out.
- **query**: added to the address and encoded. A value of null leaves its key out.
- **body**: a text is sent as it is; anything else is sent as JSON with a matching content type. GET and HEAD carry no body.
- **auth**: none, bearer (token), basic (username, password) or header (name, value). Keep the values in secrets.
- **expect_status**: what counts as success: statuses (201) or classes ("2xx"). "2xx" when left out.

Every call that may change something carries an Idempotency-Key header, the same on each attempt of this step in this run, so that a service that honours it does the work once.

**Ports**: **input** takes any value; **output** has the body, parsed where it is JSON and as text otherwise; **response** has status, headers and body.

**Errors**: HTTP_STATUS (an unexpected status; 408, 425, 429 and 5xx can pass and honour Retry-After), HTTP_NETWORK (can pass), HTTP_REFUSED (an address that may not be called), HTTP_TOO_LARGE, HTTP_BAD_RESPONSE (the body says it is JSON and is not).

**Example**

    {
      "method": "POST",
      "url": "https://api.example.com/orders",
      "body": { "customer": "{{ data.customer }}" },
      "auth": { "type": "bearer", "token": "{{ secrets.API_TOKEN }}" },
      "expect_status": [201]
    }
`;
