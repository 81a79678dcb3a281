package io.foresale.demo;

/**
 * How shoppers write in English. {@code search0} and {@code message0} are the coldest, {@code search4} and
 * {@code message4} the warmest; the other rules serve them.
 */
final class EnglishGrammar {

    static final String RULES = """
            product.0: linen summer dress | wrap dress | wool winter coat | silk blouse | denim jacket | knitted cardigan | pleated skirt | cashmere scarf
            product.1: trail running shoes | leather ankle boots | white sneakers | waterproof hiking boots | suede loafers | cycling shoes | running socks
            product.2: espresso machine | burr coffee grinder | pour over kettle | milk frother | french press | single origin beans | moka pot
            product.3: two person tent | down sleeping bag | 40 litre backpack | camping stove | head torch | folding chair | rain jacket
            product.4: cast iron pan | chef knife | stand mixer | enamel casserole | bread tin | bamboo cutting board | copper saucepan
            product.5: wooden train set | building blocks | balance bike | jigsaw puzzle | plush bear | science kit | board game
            product.6: noise cancelling headphones | bookshelf speakers | record player | wireless earbuds | sound bar | portable radio
            product.7: raised garden bed | pruning shears | tomato seedlings | patio heater | hammock | watering can | bird feeder
            colour: black | white | navy | dark green | grey | rust red | beige | light blue
            size: small | medium | large | extra large | 38 | 40 | 42 | the standard size
            person: my sister | my husband | my daughter | a colleague | my mother | a friend | my son | myself
            occasion: a wedding in June | a birthday | our trip to Norway | the new flat | the holidays | an anniversary | the weekend | a leaving party
            place: Lyon | Hamburg | Vienna | Utrecht | Turin | Antwerp | Malaga | Krakow
            day: Friday | Saturday | Monday | Tuesday | Thursday evening | Sunday
            far: next year | after the summer | some day | in a few years | when we have moved | once I have a job again
            source: a friend | an advert | a magazine | a blog | a video | my neighbour
            part: the seam | the handle | the zip | the lid | the strap | the surface | the box | the packaging

            search0: how to repair {product} | {product} return policy | second hand {product} | {product} free plans | cancel order {product} | cheapest used {product} | how to clean {product} {colour}
            search1: {product} ideas for {occasion} | pictures of {product} | history of the {product} | {product} worth the money | {colour} {product} inspiration | good {product} for beginners
            search2: {product} {colour} | {product} for {person} | {colour} {product} {size} | {product} gift {occasion} | new {product} | {product} size guide
            search3: best {product} in {colour} under 200 euro | {product} {colour} {size} in stock | compare {product} prices {size} | {product} reviews {colour} {size} | {product} delivery to {place}
            search4: buy {product} {colour} {size} | {product} next day delivery {place} | order {product} {size} today | {product} discount code {colour} | {product} pick up in {place} {day}

            neutral: I came here through {source}. | I live near {place}. | It is meant for {person}. | The photos are nice. | I have known your shop for a while. | My favourite colour is {colour}. | I saw the {product} on your front page. | The weather in {place} has been awful. | I usually wear {size}. | The page loaded quickly on my phone. | I heard about the {product} from {source}.
            freezing: I sent the {product} back, {part} was broken. | Please cancel my order and refund me. | Never again, the {product} fell apart after a week. | Please delete my account and stop the emails. | Very disappointed with the {product}, {part} came loose. | I bought the {product} elsewhere for half the price. | Nobody answered my complaint about {part}. | I will not order here again. | Your support was rude when I asked about {part}.
            cool: I am only looking around for now. | I cannot afford the {product}, far too expensive for me. | Maybe {far}, nothing needed at the moment. | Just collecting ideas for {far}. | I was curious about the price of the {product}. | My old {product} will do for now. | I only wanted to see the pictures. | I am saving money this month, so nothing for me. | Perhaps I will come back {far}.
            lukewarm: I am not sure about the {product} yet. | Thinking about a gift for {person}, maybe the {product}. | Did the {product} change since last year? | I read about the {product} and wonder about the quality. | The {product} could be the right choice, I have not decided. | What would you recommend for {occasion}? | I like the {product} in {colour}, but some others as well.
            warm: Do you have the {product} in {colour}? | Will the {product} be back in stock in {size} soon? | How long does delivery to {place} take? | I like the {product} in {colour} and am comparing it with one other. | Can I pay by invoice? | Which size of the {product} should I take if I usually wear {size}? | I really like the {product}, just right for {occasion}. | Is there a warranty on the {product}? | Could you gift wrap the {product} for {person}?
            hot: I need the {product} by {day}, can you deliver to {place}? | I put the {product} in my basket and want to order today. | Please reserve the {product} in {colour} for me, I will pay tonight. | My discount code does not work at the checkout, please help so I can order. | I am ready to buy the {product} in {size}. | Finally found the {product} in {colour}, ordering right away. | Can I pick up the {product} in {place} on {day}? | I want two of the {product}, one for {person}. | It says "in stock", so I will take the {product} now.
            thanks: | | | Thanks! | Thank you in advance. | Kind regards. | Cheers.

            message0: {freezing} | {freezing} {neutral} | {neutral} {freezing} | {freezing} {cool} | {freezing} {freezing}
            message1: {cool} {thanks} | {neutral} {cool} | {cool} {neutral} | {cool} {cool} | {lukewarm} {cool}
            message2: {lukewarm} {neutral} {thanks} | {neutral} {lukewarm} | {neutral} {neutral} | {lukewarm} {thanks} | {lukewarm} {cool} | {lukewarm} {warm}
            message3: {warm} {thanks} | {neutral} {warm} {thanks} | {warm} {warm} {thanks} | {lukewarm} {warm} | {warm} {neutral}
            message4: {hot} {thanks} | {neutral} {hot} {thanks} | {warm} {hot} {thanks} | {hot} {warm} | {hot} {hot}

            category.0: Clothing
            category.1: Shoes
            category.2: Coffee
            category.3: Outdoor
            category.4: Kitchen
            category.5: Toys
            category.6: Audio
            category.7: Garden
            style.0: waterproof | rugged | all-weather | windproof | expedition | stormproof
            style.1: colourful | playful | cartoon | rainbow | cuddly | cheerful
            style.2: elegant | luxury | handmade Italian | gold trimmed | premium | exclusive
            style.3: organic | recycled | plastic free | sustainable | vegan | fair trade
            style.4: vintage | retro | antique look | nostalgic | sixties | classic heritage
            style.5: ultralight | compact | foldable | high performance | aerodynamic | smart
            use.0: for hiking | for the mountains | for camping trips | for bad weather | for the trail
            use.1: for children | for kids | for toddlers | for the nursery | for school
            use.2: for special occasions | as a luxurious gift | for connoisseurs | for formal evenings
            use.3: made from natural materials | for a green household | without chemicals | from renewable sources
            use.4: in old-fashioned design | for collectors | in the style of the fifties | with a distressed finish
            use.5: for training | for commuting | for athletes | with app control | for travelling light
            brand.0: Halvard | Nordlin | Maison Vero | Tessio
            brand.1: Stridewell | Corsa | Pedro Lanz | Oakfoot
            brand.2: Moliendo | Brewster | Kaffa | Torrino
            brand.3: Fjellvik | Basecamp | Tarn | Altura
            brand.4: Ferrum | Gustav | Casa Rossa | Miyako
            brand.5: Pimpo | Holzland | Brickle | Kumo
            brand.6: Sonaro | Klangwerk | Aurel | Bitwave
            brand.7: Greenhold | Flora | Heckmann | Sunpatch
            name: {style} {product} {use}, {colour} | {style} {product}, {colour} | {colour} {product} {use}
            praise: carefully finished | built to last | easy to look after | light in the hand | tested for years | made in small numbers
            care: delivered ready to use | packed without waste | with two years of warranty | repaired by us, should it ever break
            description: A {style} {product} {use}, {praise} and {care}. | Made {use}: {style}, {praise}. The {product} comes {care}. | {praise}, {care}: our {style} {product}, {use}.
            want: {style} {product} | {product} {use} | {style} {product} {use}
            part0: The {product} broke after a week, {part} was torn. | {part} came loose on the first day. | It looks nothing like the pictures. | Waste of money, do not buy the {product}. | It smelled awful and I sent it back. | Support never answered.
            part1: Not what I hoped for, {part} feels cheap. | The {product} is smaller than described. | Delivery took three weeks. | For this price I expected more. | I would not buy the {product} again.
            part2: The {product} is all right, nothing special. | Does what it should, {part} could be better. | Good enough for the price. | I am still getting used to it.
            part3: Nice {product}, I like it. | Good quality and quick delivery. | {part} is well made. | {person} likes it a lot. | Works well, just right {use}.
            part4: I love the {product}, best purchase of the year! | Perfect, exactly what I wanted {use}. | Wonderful quality, {part} is beautifully made. | {person} is over the moon. | I will order another one. | Five stars, highly recommended.
            review1: {part0} | {part0} {part0} | {part0} {part1}
            review2: {part1} | {part1} {part1} | {part1} {part2}
            review3: {part2} | {part2} {part1} | {part2} {part3}
            review4: {part3} | {part3} {part3} | {part3} {part2}
            review5: {part4} | {part4} {part4} | {part4} {part3}
            """;

    private EnglishGrammar() {}
}
