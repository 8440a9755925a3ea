class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def rotary(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    first, second, = torch.split(x, ${half_head}, -1)
    turned = torch.cat([torch.neg(second), first], -1)
    return torch.add(torch.mul(x, cos), torch.mul(turned, sin))

  def angles(self, positions: Tensor, frequencies: Tensor, dtype: int) -> Tuple[Tensor, Tensor]:
    angle = torch.mul(torch.unsqueeze(positions.to(6), -1), frequencies)
    twice = torch.unsqueeze(torch.cat([angle, angle], -1), 1)
    return (torch.cos(twice).to(dtype), torch.sin(twice).to(dtype))

  def query_key_value(self, ws: List[Tensor], o: int, x: Tensor, cos: Tensor, sin: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    h = torch.rms_norm(x, [${hidden}], ws[o], ${epsilon})
    y = torch.linear(h, ws[o + 1])  # only: no_attention_bias
    y = torch.linear(h, ws[o + 1], ws[o + 6])  # only: attention_bias
    y = y.view([x.size(0), x.size(1), ${all_heads}, ${head}]).transpose(1, 2)
    q, k, v, = torch.split_with_sizes(y, [${heads}, ${kv_heads}, ${kv_heads}], 1)
    q = torch.rms_norm(q, [${head}], ws[o + 6], ${epsilon})  # only: head_norms
    k = torch.rms_norm(k, [${head}], ws[o + 7], ${epsilon})  # only: head_norms
    return (self.rotary(q, cos, sin), self.rotary(k, cos, sin), v)

  def feed_forward(self, ws: List[Tensor], o: int, x: Tensor) -> Tensor:
    h = torch.rms_norm(x, [${hidden}], ws[o + 3], ${epsilon})
    gate, up, = torch.split(torch.linear(h, ws[o + 4]), ${feed_forward}, -1)
    return torch.add(x, torch.linear(torch.mul(torch.silu(gate), up), ws[o + 5]))

  def repeated(self, k: Tensor) -> Tensor:
    b = k.size(0)
    t = k.size(2)
    return k.unsqueeze(2).expand([b, ${kv_heads}, ${group}, t, ${head}]).reshape([b, ${heads}, t, ${head}])

  # Which keys each position may see: earlier ones that are no padding, and itself (a row with no key at all gives NaN).
  def visible(self, valid: Tensor) -> Tensor:
    t = valid.size(1)
    causal = torch.tril(torch.ones([t, t], dtype=11, device=valid.device))
    seen = torch.logical_and(torch.unsqueeze(torch.unsqueeze(valid, 1), 1), causal)
    return torch.logical_or(seen, torch.eye(t, dtype=11, device=valid.device))

  def positions(self, valid: Tensor) -> Tensor:
    return torch.clamp_min(torch.sub(torch.cumsum(valid.to(4), 1), 1), 0)

  # Hidden states of whole sequences after the last norm: [B, T] -> [B, T, hidden]. valid [B, T] bool; padding anywhere.
  # Without padding before the last real token (padded false) the mask is left out: faster.
  def hidden(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    cos, sin, = self.angles(self.positions(valid), frequencies, ws[0].dtype)
    mask = annotate(Optional[Tensor], None)
    if padded:
      mask = self.visible(valid)
    x = torch.embedding(ws[0], ids)
    for i in range(${layers}):
      o = 2 + i * ${per_layer}
      q, k, v, = self.query_key_value(ws, o, x, cos, sin)
      a = torch.scaled_dot_product_attention(q, self.repeated(k), self.repeated(v), mask, 0., not padded)
      x = torch.add(x, torch.linear(a.transpose(1, 2).reshape([b, t, ${query_size}]), ws[o + 2]))
      x = self.feed_forward(ws, o, x)
    return torch.rms_norm(x, [${hidden}], ws[1], ${epsilon})

  def head(self, ws: List[Tensor], h: Tensor) -> Tensor:
    return torch.linear(h, ws[${head_index}])

  def logits(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool) -> Tensor:
    return self.head(ws, self.hidden(ws, frequencies, ids, valid, padded)).to(6)

  # For each row of logits and the token that follows: log-probability at temperature 1 and at T, entropy at T (nats).
  def token_scores(self, logits: Tensor, tokens: Tensor, temperature: float) -> Tuple[Tensor, Tensor, Tensor]:
    plain = torch.log_softmax(logits, -1)
    at_one = torch.gather(plain, -1, tokens)
    tempered = plain
    if temperature != 1.0:
      tempered = torch.log_softmax(torch.div(logits, temperature), -1)
    at_t = torch.gather(tempered, -1, tokens)
    entropy = torch.neg(torch.sum(torch.mul(torch.exp(tempered), tempered), [-1]))
    return (torch.squeeze(at_one, -1), torch.squeeze(at_t, -1), entropy)

  # Scores of ids[:, start:] given what stands before, in chunks of rows so that few logits live at once.
  def score(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, valid: Tensor, padded: bool, start: int, temperature: float, chunk: int) -> Tuple[Tensor, Tensor, Tensor]:
    b = ids.size(0)
    n = ids.size(1) - start
    h = torch.narrow(self.hidden(ws, frequencies, ids, valid, padded), 1, start - 1, n).reshape([b * n, ${hidden}])
    targets = torch.narrow(ids, 1, start, n).reshape([b * n, 1])
    ones = annotate(List[Tensor], [])
    ts = annotate(List[Tensor], [])
    es = annotate(List[Tensor], [])
    i = 0
    while i < b * n:
      m = min(chunk, b * n - i)
      lg = self.head(ws, torch.narrow(h, 0, i, m)).to(6)
      one, at, e, = self.token_scores(lg, torch.narrow(targets, 0, i, m), temperature)
      ones.append(one)
      ts.append(at)
      es.append(e)
      i = i + m
    return (torch.cat(ones).view([b, n]), torch.cat(ts).view([b, n]), torch.cat(es).view([b, n]))

  # One step with a cache. ids [B, t]; t > 1 fills the cache (prefill), t == 1 decodes. Returns the logits of the last position.
  def cached(self, ws: List[Tensor], frequencies: Tensor, ids: Tensor, positions: Tensor, mask: Optional[Tensor], keys: List[Tensor], values: List[Tensor], filled: int) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    cos, sin, = self.angles(positions, frequencies, ws[0].dtype)
    x = torch.embedding(ws[0], ids)
    for i in range(${layers}):
      o = 2 + i * ${per_layer}
      q, k, v, = self.query_key_value(ws, o, x, cos, sin)
      torch.copy_(torch.narrow(keys[i], 2, filled, t), k)
      torch.copy_(torch.narrow(values[i], 2, filled, t), v)
      kk = torch.narrow(keys[i], 2, 0, filled + t)
      vv = torch.narrow(values[i], 2, 0, filled + t)
      if t == 1:
        a = torch.scaled_dot_product_attention(q.reshape([b, ${kv_heads}, ${group}, ${head}]), kk, vv, mask).reshape([b, 1, ${query_size}])
      else:
        a = torch.scaled_dot_product_attention(q, self.repeated(k), self.repeated(v), mask, 0., mask is None).transpose(1, 2).reshape([b, t, ${query_size}])
      x = torch.add(x, torch.linear(a, ws[o + 2]))
      x = self.feed_forward(ws, o, x)
    last = torch.rms_norm(torch.select(x, 1, t - 1), [${hidden}], ws[1], ${epsilon})
    return self.head(ws, last).to(6)

  # Logits with all but the kept tokens at -inf: top-k keeps ties, top-p the smallest set that reaches p (ties: higher index first).
  def kept(self, logits: Tensor, top_k: int, top_p: float) -> Tensor:
    if top_k > 0 and top_k < ${vocabulary}:
      best, at, = torch.topk(logits, top_k, -1)
      logits = torch.masked_fill(logits, torch.lt(logits, torch.narrow(best, -1, top_k - 1, 1)), -float("inf"))
    if top_p < 1.0:
      ascending, order, = torch.sort(logits, stable=True, dim=-1, descending=False)
      below = torch.le(torch.cumsum(torch.softmax(ascending, -1), -1), 1.0 - top_p)
      torch.fill_(torch.narrow(below, -1, ${vocabulary} - 1, 1), False)
      logits = torch.scatter(logits, -1, order, torch.masked_fill(ascending, below, -float("inf")))
    return logits

  # Draws one token a row by the inverse of the cumulative distribution at the given uniforms [B, 1].
  def draw(self, logits: Tensor, uniforms: Tensor) -> Tensor:
    cdf = torch.cumsum(torch.softmax(logits, -1), -1)
    u = torch.mul(uniforms, torch.narrow(cdf, -1, ${vocabulary} - 1, 1))
    return torch.clamp_max(torch.searchsorted(cdf, u, right=True), ${vocabulary} - 1)
